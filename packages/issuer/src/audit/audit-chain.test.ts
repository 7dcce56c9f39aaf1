import { describe, expect, it } from 'vitest';

import type { IssuerTransaction } from '../ports.ts';
import type { AuditRow } from '../rows.ts';
import { appendAudit } from './append-audit.ts';
import { findAuditFault } from './verify-audit-log.ts';

/** The audit part of a transaction, in memory. */
function createMemoryLog() {
  const rows: AuditRow[] = [];
  const transaction = {
    lockTenant: async () => undefined,
    lockAuditHead: async () => rows.at(-1) ?? { sequence: 0, hash: '' },
    addAudit: async (row: AuditRow) => void rows.push(row),
  } as unknown as IssuerTransaction;
  return { rows, transaction };
}

describe('audit chain', () => {
  it('stands, and breaks with every edit, removal and swap', async () => {
    const { rows, transaction } = createMemoryLog();
    for (const action of ['a', 'b', 'c']) {
      await appendAudit({ transaction, tenant: 'bank', at: 7, actor: 'system', action, details: { n: 1 } });
    }
    const check = async (entries: readonly AuditRow[]) =>
      (await findAuditFault({ tenant: 'bank', bank: 'did:web:bank', entries, heads: [], keys: [] }))?.check;
    // Nothing is signed here; what is signed is the business of the test beside the command.
    expect(await check(rows)).toBe('head_missing');
    const [first, second, third] = rows as [AuditRow, AuditRow, AuditRow];
    const broken = [
      [first, { ...second, action: 'x' }, third],
      [first, { ...second, at: 8 }, third],
      [first, { ...second, details: {} }, third],
      [first, third],
      [second, third],
      [second, first, third],
      [first, { ...second, hash: third.hash }, third],
    ];
    for (const entries of broken) expect(await check(entries)).toMatch(/^entry_/);
  });
});
