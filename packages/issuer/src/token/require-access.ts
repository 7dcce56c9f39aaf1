import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { GrantRow, IssuanceRow } from '../rows.ts';
import { hashToken } from '../vault/hash-token.ts';
import { checkDpop, type RequestProof } from './check-dpop.ts';

/** What an `Authorization` header and the DPoP proof beside it say. */
export type PresentedToken = { scheme: 'Bearer' | 'DPoP'; token: string; request: RequestProof };
export type Access = { grant: GrantRow; issuance: IssuanceRow };

/**
 * What an access token opens. A token that is bound to a key is good only with a proof of that key, under the scheme
 * `DPoP` (RFC 9449 §7.1); a bearer token only as such.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_TOKEN` unknown, stale, of another bank, revoked, or bound otherwise;
 *   `ERR_ISSUANCE_DPOP` | `ERR_ISSUANCE_DPOP_NONCE`
 */
export async function requireAccess(
  context: IssuerContext,
  options: { tenant: string; presented: PresentedToken | undefined },
): Promise<Access> {
  const { store, clock } = context;
  const { tenant, presented } = options;
  if (presented === undefined) throw new IssuanceError('ERR_ISSUANCE_TOKEN', 'An access token is needed.');
  const { scheme, token, request } = presented;
  const tokenHash = await hashToken(token);
  // Before the proof: remembering proofs costs a row each, which strangers must not be able to write.
  const access = await store.read((reader) => reader.findAccess({ tenant, tokenHash, now: clock.now() }));
  if (access === null) throw refuse();
  const thumbprint = scheme === 'DPoP' ? await checkDpop(context, { tenant, request, accessToken: token }) : null;
  if (scheme === 'DPoP' && thumbprint === null) {
    throw new IssuanceError('ERR_ISSUANCE_DPOP', 'A DPoP proof is needed with this token.');
  }
  if (access.grant.jkt !== thumbprint) throw refuse();
  return access;
}

function refuse(): IssuanceError {
  return new IssuanceError('ERR_ISSUANCE_TOKEN', 'The access token is not good here.');
}
