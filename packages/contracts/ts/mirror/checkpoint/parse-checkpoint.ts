import { type JsonValue, parseStrictJson } from '@postern/primitives';

import { MirrorError } from '../mirror-error.ts';
import type { PolicyTerms } from '../state/apply-event.ts';
import { type MirrorRows, type Table, TABLE_NAMES, type TableName, type TableSet } from '../state/mirror-tables.ts';
import { createMirrorChain, type MirrorChain, type MirroredBlock } from '../sync/mirror-chain.ts';
import { CHECKPOINT_VERSION, hashBody, type MirrorIdentity, pickIdentity } from './encode-checkpoint.ts';

type CheckpointBody = {
  version: number;
  identity: MirrorIdentity;
  window: MirroredBlock[];
  terms: [string, PolicyTerms][];
  rows: { [Name in TableName]: [string, MirrorRows[Name]][] };
};

/**
 * Reads what {@link encodeCheckpoint} wrote. The hash finds damage, not forgery: who may write to the store may as well
 * change the program.
 *
 * @throws {MirrorError} `ERR_MIRROR_CHECKPOINT`: damaged, of another version, or about another deployment
 */
export function parseCheckpoint(options: { text: string; identity: MirrorIdentity }): MirrorChain {
  const { text, identity } = options;
  const body = text.slice(text.indexOf('\n') + 1);
  if (!text.startsWith(`${hashBody(body)}\n`)) throw refused('damaged');
  const found = revive(parseStrictJson(body, { maxLength: body.length })) as CheckpointBody;
  if (found.version !== CHECKPOINT_VERSION) throw refused('version');
  if (JSON.stringify(pickIdentity(found.identity)) !== JSON.stringify(pickIdentity(identity))) {
    throw refused('deployment');
  }
  const chain = createMirrorChain();
  for (const name of TABLE_NAMES) fillTable(chain.tables, name, found.rows[name]);
  for (const [, leaf] of found.rows.leaves) chain.tree.setLeaf(leaf.leafIndex, leaf);
  for (const [policyId, terms] of found.terms) chain.terms.set(policyId, terms);
  chain.window.push(...found.window);
  return chain;
}

function fillTable<Name extends TableName>(tables: TableSet, name: Name, rows: [string, MirrorRows[Name]][]): void {
  const table: Table<MirrorRows[Name]> = tables[name];
  for (const [key, row] of rows) table.set(key, row);
}

function revive(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== 'object') return value;
  const digits = value['bigint'];
  if (typeof digits === 'string' && Object.keys(value).length === 1) return BigInt(digits);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
}

function refused(why: 'damaged' | 'version' | 'deployment'): MirrorError {
  return new MirrorError('ERR_MIRROR_CHECKPOINT', 'The checkpoint is not one of this mirror.', { details: { why } });
}
