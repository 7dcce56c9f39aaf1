import { jwkThumbprint } from '@postern/credential';
import {
  assertSessionBinding,
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
  type FieldElement,
} from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import type { RequestedPolicy } from './read-requested-policy.ts';

/** What ties a proof to one place and purpose. */
export type ProofTarget = { scope: FieldElement; binding: FieldElement };

/**
 * Scope and binding of a proof, computed here from the authenticated request; a verifier never sends field values.
 * With an account in the query: the gate on chain and that account. Without one: the verifier's client identifier and
 * this one request, with the address and the key that the answer goes to.
 *
 * @throws {HolderError} ERR_REQUEST_SIGNATURE a proof to a session is asked by somebody whose name is not proven
 * @throws {ScopeError} ERR_BINDING_LOOKS_LIKE_ACCOUNT a session whose binding could admit an account somewhere
 */
export async function computeProofTarget(options: {
  request: Pick<VerifiedRequest, 'clientId' | 'isSigned' | 'responseUri' | 'nonce' | 'encryption'>;
  policy: { query: RequestedPolicy['query']; record: Pick<RequestedPolicy['record'], 'scopeId'> };
}): Promise<ProofTarget> {
  const { request, policy } = options;
  const { chainId, registry, account } = policy.query;
  if (account !== undefined) {
    return {
      scope: computeChainScope({ chainId, registry, scopeId: policy.record.scopeId }),
      binding: computeAccountBinding(account),
    };
  }
  assertMayAskForSession(request);
  const { clientId, responseUri, nonce, encryption } = request;
  const encryptionKeyThumbprint = encryption === undefined ? '' : await thumbprintOf(encryption);
  const binding = computeSessionBinding({ clientId, responseUri, nonce, encryptionKeyThumbprint });
  // Once more, whatever computed it: below 2^160 a site's "log in" could admit the site's account to a gate.
  assertSessionBinding(binding);
  return { scope: computeVerifierScope({ clientId }), binding };
}

/** @throws {HolderError} ERR_REQUEST_SIGNATURE */
export function assertMayAskForSession({ isSigned }: Pick<VerifiedRequest, 'isSigned'>): void {
  if (isSigned) return;
  throw new HolderError('ERR_REQUEST_SIGNATURE', 'A proof for a site needs a request that the site has signed.');
}

/** What a proof to a session can be used for and what it tells, in the wallet's words; never the verifier's. */
export function explainSessionProof({ host }: Pick<VerifiedRequest, 'host'>): readonly string[] {
  return [
    `This proof is for ${host} only, and for this one request.`,
    'It gives no pass on chain and names no account.',
    `When you prove something there again, ${host} can tell that it is you. No other site can.`,
  ];
}

function thumbprintOf({ key }: NonNullable<VerifiedRequest['encryption']>): Promise<string> {
  const { kty, crv, x, y } = key;
  return jwkThumbprint({ kty, crv, x, y });
}
