import { PosternError } from '@postern/primitives';

import type { PublicJwk } from '../jose/public-jwk.ts';

export class DidError extends PosternError<
  'ERR_DID_METHOD' | 'ERR_DID_MALFORMED' | 'ERR_DID_UNREACHABLE' | 'ERR_DID_DOCUMENT' | 'ERR_DID_KEY_NOT_FOUND'
> {}

/** A verification method that we can use: P-256, Ed25519 or secp256k1. */
export type VerificationKey = { id: string; publicJwk: PublicJwk };

/** What resolution yields: the document's own id and its usable assertion keys. */
export type ResolvedDid = { id: string; keys: readonly VerificationKey[]; document: Record<string, unknown> };

/**
 * The key that a JWS header names, looked up inside the signer's own document only.
 *
 * @throws {DidError} the `kid` is not one of this DID's keys
 */
export function selectDidKey(options: { resolved: ResolvedDid; kid: unknown }): PublicJwk {
  const { resolved, kid } = options;
  const wanted = typeof kid === 'string' && kid.startsWith('#') ? `${resolved.id}${kid}` : kid;
  const found = resolved.keys.find((key) => key.id === wanted);
  if (found === undefined) throw new DidError('ERR_DID_KEY_NOT_FOUND', 'The signing key is not in the DID document.');
  return found.publicJwk;
}
