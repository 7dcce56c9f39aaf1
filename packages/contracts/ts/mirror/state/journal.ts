import type { MirrorRows, Table, TableName, TableSet } from './mirror-tables.ts';

/** One overwritten row: enough to take the write back. */
export type Change = {
  [Name in TableName]: { table: Name; key: string; before: MirrorRows[Name] | undefined };
}[TableName];

/** Writes a row and notes what was there; undefined deletes. */
export function writeRow<Name extends TableName>(options: {
  tables: TableSet;
  journal: Change[];
  table: Name;
  key: string;
  row: MirrorRows[Name] | undefined;
}): void {
  const { tables, journal, table, key, row } = options;
  const target: Table<MirrorRows[Name]> = tables[table];
  journal.push({ table, key, before: target.get(key) } as Change);
  target.set(key, row);
}

/** Takes back every write of a journal, last first. */
export function undoChanges(options: { tables: TableSet; journal: readonly Change[] }): void {
  for (const change of options.journal.toReversed()) undoChange(options.tables, change);
}

function undoChange<Name extends TableName>(
  tables: TableSet,
  change: { table: Name; key: string; before: MirrorRows[Name] | undefined },
): void {
  const target: Table<MirrorRows[Name]> = tables[change.table];
  target.set(change.key, change.before);
}
