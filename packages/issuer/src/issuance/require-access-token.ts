import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { IssuanceRow } from '../rows.ts';
import { hashToken } from '../vault/hash-token.ts';

/** The issuance that an access token opens. @throws {IssuanceError} `ERR_ISSUANCE_TOKEN` unknown, stale, or of another tenant */
export async function requireAccessToken(
  context: IssuerContext,
  options: { tenant: string; accessToken: string },
): Promise<IssuanceRow> {
  const tokenHash = await hashToken(options.accessToken);
  const issuance = await context.store.transaction(async (transaction) => {
    const token = await transaction.findAccessToken(tokenHash);
    const good = token !== null && token.tenant === options.tenant && token.expiresAt > context.clock.now();
    return good ? transaction.findIssuance(token.issuanceId) : null;
  });
  if (issuance === null) throw new IssuanceError('ERR_ISSUANCE_TOKEN', 'The access token is not good here.');
  return issuance;
}
