import type { TokenResponse } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import { addIssuance, findApproval, isFixed, readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { GrantRow, RefreshTokenRow } from '../rows.ts';
import { hashToken } from '../vault/hash-token.ts';
import { addTokens } from './add-tokens.ts';

/**
 * Exchanges a refresh token for the next tokens of its grant (RFC 6749 §6, RFC 9449 §5). Each works once; one that comes
 * back was copied, so its whole grant ends (RFC 9700 §4.14). After a review the grant moves on to what the bank
 * established since: the wallet fetches the re-issued credentials without another offer.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_GRANT` unknown, used, stale, another key, another client, or the case is closed
 */
export async function refreshTokens(
  context: IssuerContext,
  options: { tenant: string; refreshToken: string; clientId: string | null; jkt: string | null },
): Promise<TokenResponse> {
  const { store, clock } = context;
  const { tenant } = options;
  const tokenHash = await hashToken(options.refreshToken);
  const token = await store.transaction((transaction) => transaction.findRefreshToken(tenant, tokenHash));
  if (token === null || token.expiresAt <= clock.now()) throw refuse();
  const answer = await store.transaction(async (transaction) => {
    const grant = await transaction.findGrant(tenant, token.grantId);
    // Who lacks the key must not be able to end the grant, so the binding is compared before the token is touched.
    const bound = grant !== null && grant.revokedAt === null && grant.jkt === options.jkt;
    if (!bound || (options.clientId !== null && grant.clientId !== options.clientId)) throw refuse();
    if (!(await transaction.useRefreshToken(tokenHash))) return null;
    const current = await moveOn(context, { transaction, grant });
    await appendAudit({
      transaction,
      tenant,
      at: clock.now(),
      actor: 'wallet',
      action: 'token_refreshed',
      caseId: current.caseId,
    });
    return addTokens(context, { transaction, grant: current.grant });
  });
  if (answer !== null) return answer;
  await endGrant(context, token);
  throw refuse();
}

/** Ends a grant whose refresh token or code came twice; every token of it stops working. */
export async function endGrant(
  context: IssuerContext,
  options: Pick<RefreshTokenRow, 'tenant' | 'grantId'>,
): Promise<void> {
  const { store, clock } = context;
  const { tenant, grantId } = options;
  await store.transaction(async (transaction) => {
    const grant = await transaction.findGrant(tenant, grantId);
    const issuance = grant === null ? null : await transaction.findIssuance(grant.issuanceId);
    if (grant === null || issuance === null || grant.revokedAt !== null) return;
    const at = clock.now();
    await transaction.saveGrant({ ...grant, revokedAt: at });
    const { caseId } = issuance;
    await appendAudit({ transaction, tenant, at, actor: 'system', action: 'token_reuse_detected', caseId });
  });
}

/** A grant whose record was made under an earlier approval continues with a new issuance. */
async function moveOn(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; grant: GrantRow },
): Promise<{ grant: GrantRow; caseId: string }> {
  const { transaction, grant } = options;
  const issuance = await transaction.findIssuance(grant.issuanceId);
  const row = issuance === null ? null : await transaction.lockCase(grant.tenant, issuance.caseId);
  if (issuance === null || row === null || readIssuanceState(row) === 'closed') throw refuse();
  const approval = readIssuanceState(row) === 'open' ? await findApproval({ transaction, row }) : undefined;
  const { caseId } = row;
  if (!isFixed(issuance) || approval === undefined || approval.decisionHash === issuance.approvalHash) {
    return { grant, caseId };
  }
  const next = await addIssuance(context, {
    transaction,
    row,
    offerId: issuance.offerId,
    mayRebind: issuance.mayRebind,
    predecessorId: issuance.predecessorId ?? issuance.issuanceId,
  });
  const moved = { ...grant, issuanceId: next.issuanceId };
  await transaction.saveGrant(moved);
  return { grant: moved, caseId };
}

function refuse(): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_GRANT', 'The refresh token is not good here.');
}
