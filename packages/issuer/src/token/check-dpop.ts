import { DpopError, verifyDpopProof } from '@postern/credential';

import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import { hashToken } from '../vault/hash-token.ts';
import { createServerNonce, readServerNonce } from './server-nonce.ts';

/** The request that a DPoP proof must be for: its header, its method, its URL as the client knows it. */
export type RequestProof = { proof: string | undefined; method: string; url: string };

/** A proof is fresh for 120 s and may come 60 s early; its marker outlives it. */
const MARKER_LIFE_SECONDS = 240;
const DPOP_NONCE_LIFE_SECONDS = 300;

/**
 * Checks the DPoP proof of a request, if it came with one (RFC 9449 §4.3): the proof itself, our nonce where one is
 * wanted or sent, and that its `jti` was never used.
 *
 * @returns the thumbprint of the proven key; null when no proof was sent
 * @throws {IssuanceError} `ERR_ISSUANCE_DPOP` | `ERR_ISSUANCE_DPOP_NONCE`
 */
export async function checkDpop(
  context: IssuerContext,
  options: { tenant: string; request: RequestProof; accessToken?: string },
): Promise<string | null> {
  const { store, clock, settings } = context;
  const { tenant, request, accessToken } = options;
  const { proof, method, url } = request;
  if (proof === undefined) return null;
  const verified = await verifyDpopProof({
    proof,
    method,
    url,
    now: clock.now(),
    ...(accessToken === undefined ? {} : { accessToken }),
  }).catch((cause: unknown) => {
    if (!(cause instanceof DpopError)) throw cause;
    throw new IssuanceError('ERR_ISSUANCE_DPOP', 'The DPoP proof does not stand.', { cause });
  });
  const { nonce, thumbprint, jti } = verified;
  const known = nonce !== undefined && (await readServerNonce(context, { kind: 'dpop', tenant, nonce })) !== null;
  if (!known && (nonce !== undefined || settings.dpopNonceRequired)) {
    throw new IssuanceError('ERR_ISSUANCE_DPOP_NONCE', 'The DPoP proof needs the nonce of this server.');
  }
  const markerHash = await hashToken(`dpop|${thumbprint}|${jti}`);
  const expiresAt = clock.now() + MARKER_LIFE_SECONDS;
  const first = await store.read((statement) => statement.useOnce({ markerHash, expiresAt }));
  if (!first) throw new IssuanceError('ERR_ISSUANCE_DPOP', 'The DPoP proof was used before.');
  return thumbprint;
}

/** A nonce for the `DPoP-Nonce` header (RFC 9449 §8); undefined where none is wanted, unless `always`. */
export async function offerDpopNonce(
  context: IssuerContext,
  options: { tenant: string; always?: boolean },
): Promise<string | undefined> {
  if (!context.settings.dpopNonceRequired && options.always !== true) return undefined;
  return createServerNonce(context, { kind: 'dpop', tenant: options.tenant, lifeSeconds: DPOP_NONCE_LIFE_SECONDS });
}
