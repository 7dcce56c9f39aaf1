import { AuditError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { AuditHeadRow, AuditRow, Tenant } from '../rows.ts';
import { type AuditHead, readAuditHead, signAuditHead } from './audit-head.ts';
import { AUDIT_GENESIS, hashAuditEntry } from './hash-audit-entry.ts';

/**
 * Signs where a bank's log stands, unless that is signed already. First it holds the log against the last signed head,
 * entry by entry from there: a log that was cut or written anew is never signed as it is.
 *
 * @returns the last head; null for a log without entries
 * @throws {AuditError} `ERR_AUDIT_BROKEN` the log is not what was signed | `ERR_AUDIT_KEY` the bank has no audit key
 */
export async function signHead(context: IssuerContext, options: { tenant: Tenant }): Promise<AuditHeadRow | null> {
  const { store, clock } = context;
  const { slug, did } = options.tenant;
  const { standing, last, keys, fresh, anchor, count } = await store.transaction(async (transaction) => {
    const locked = await transaction.lockAuditHead(slug);
    const newest = await transaction.findLastAuditHead(slug);
    const from = newest?.sequence ?? 0;
    return {
      standing: locked,
      last: newest,
      keys: await transaction.listAuditKeys(slug),
      fresh: await transaction.listAudit(slug, { afterSequence: from }),
      anchor: from === 0 ? null : (await transaction.listAudit(slug, { afterSequence: from - 1, limit: 1 }))[0],
      count: await transaction.countAudit(slug),
    };
  });
  const key = keys.at(-1);
  if (key === undefined) throw new AuditError('ERR_AUDIT_KEY', 'The bank has no audit key.');
  if (last !== null) await assertStands(last, { anchor, did, keys });
  const { sequence, hash } = await follow(fresh, last);
  if (standing.sequence !== sequence || count !== sequence || (sequence > 0 && standing.hash !== hash)) throw broken();
  if (sequence === (last?.sequence ?? 0)) return last;
  const signedAt = clock.now();
  const head: AuditHead = { bank: did, sequence, count, hash, iat: signedAt };
  const jws = await signAuditHead(context, { head, key });
  const row = { tenant: slug, sequence, count, hash, jws, signedAt, salt: null, anchorHash: null };
  await store.transaction((transaction) => transaction.addAuditHead(row));
  return row;
}

function broken(): AuditError {
  return new AuditError('ERR_AUDIT_BROKEN', 'The audit log is not what was signed.');
}

/** The last head is ours, and the entry that it names is still there as it was. */
async function assertStands(
  last: AuditHeadRow,
  options: {
    anchor: AuditRow | null | undefined;
    did: string;
    keys: readonly { keyName: string; publicJwk: Tenant['publicJwk'] }[];
  },
): Promise<void> {
  const { anchor, did } = options;
  const keys = options.keys.map(({ keyName, publicJwk }) => ({ id: `${did}#${keyName}`, publicJwk }));
  const read = await readAuditHead({ jws: last.jws, bank: did, keys });
  if ('fault' in read || read.head.sequence !== last.sequence || read.head.hash !== last.hash) throw broken();
  if (anchor?.sequence !== last.sequence || anchor.hash !== last.hash) throw broken();
}

/** Follows the entries after a head to the last of them. */
async function follow(
  entries: readonly AuditRow[],
  last: AuditHeadRow | null,
): Promise<{ sequence: number; hash: string }> {
  let [sequence, hash] = [last?.sequence ?? 0, last?.hash ?? AUDIT_GENESIS];
  for (const entry of entries) {
    if (entry.sequence !== sequence + 1 || entry.previousHash !== hash) throw broken();
    if ((await hashAuditEntry(entry).catch(() => '')) !== entry.hash) throw broken();
    ({ sequence, hash } = entry);
  }
  return { sequence, hash };
}
