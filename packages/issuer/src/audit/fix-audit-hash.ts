import { bytesToHex } from '@postern/primitives';

import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import { hashAnchoredHead, zAuditHead } from './audit-head.ts';
import { parseCompactJws } from '@postern/credential';

/** Salted hash of the last signed head, with the salt kept beside the head; null while nothing is signed. */
export async function fixAuditHash(
  context: Pick<IssuerContext, 'random'>,
  options: { transaction: IssuerTransaction; tenant: string },
): Promise<string | null> {
  const { transaction, tenant } = options;
  const last = await transaction.findLastAuditHead(tenant);
  if (last === null || last.anchorHash !== null) return last?.anchorHash ?? null;
  const salt = bytesToHex(context.random.bytes(32)).slice(2);
  const head = zAuditHead.parse(parseCompactJws(last.jws).payload);
  const anchorHash = await hashAnchoredHead({ head, salt });
  await transaction.saveAuditHead({ ...last, salt, anchorHash });
  return anchorHash;
}
