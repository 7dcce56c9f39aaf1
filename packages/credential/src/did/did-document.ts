import { PosternError } from '@postern/primitives';

import type { PublicJwk } from '../jose/public-jwk.ts';

export class DidError extends PosternError<
  | 'ERR_DID_METHOD'
  | 'ERR_DID_MALFORMED'
  | 'ERR_DID_UNREACHABLE'
  | 'ERR_DID_NOT_FOUND'
  | 'ERR_DID_DOCUMENT'
  | 'ERR_DID_KEY_NOT_FOUND'
  | 'ERR_DID_KEY_RETIRED'
> {}

/** A verification method that we can use: P-256, Ed25519 or secp256k1. */
export type VerificationKey = {
  id: string;
  publicJwk: PublicJwk;
  /** Unix seconds from which nothing new stands under it (Controlled Identifiers §2.2, `expires`). */
  endsAt?: number;
};

export type SelectDidKeyOptions = {
  resolved: ResolvedDid;
  kid: unknown;
  purpose?: 'assertion' | 'authentication';
  /** When the signature says that it was made: a key that had ended by then is refused. */
  signedAt?: number | undefined;
};

/** What resolution yields: the document's own id and its usable keys. */
export type ResolvedDid = {
  id: string;
  /** Keys that make assertions: credentials, lists, requests. */
  keys: readonly VerificationKey[];
  /** Keys that authenticate the subject, in presentations; the assertion keys unless told apart. */
  authenticationKeys?: readonly VerificationKey[];
  document: Record<string, unknown>;
};

/**
 * The key that a JWS header names, looked up inside the signer's own document only.
 *
 * @throws {DidError} the `kid` is not one of this DID's keys, or the key had ended when it signed
 */
export function selectDidKey(options: SelectDidKeyOptions): PublicJwk {
  const { resolved, kid } = options;
  const wanted = typeof kid === 'string' && kid.startsWith('#') ? `${resolved.id}${kid}` : kid;
  const found = keysFor(options).find((key) => key.id === wanted);
  if (found === undefined) throw new DidError('ERR_DID_KEY_NOT_FOUND', 'The signing key is not in the DID document.');
  return keyInItsTime(found, options);
}

/**
 * {@link selectDidKey} for the JWTs of VCDM 1.1, which need not name their key: then the DID must have exactly one.
 *
 * @throws {DidError} the `kid` is not one of this DID's keys, or is missing while there are several
 */
export function selectNamedOrOnlyKey(options: SelectDidKeyOptions): PublicJwk {
  if (options.kid !== undefined) return selectDidKey(options);
  const [key, ...others] = keysFor(options);
  if (key === undefined || others.length > 0) {
    throw new DidError('ERR_DID_KEY_NOT_FOUND', 'The JWT names no key and the DID has not exactly one.');
  }
  return keyInItsTime(key, options);
}

function keysFor({ resolved, purpose }: SelectDidKeyOptions): readonly VerificationKey[] {
  return purpose === 'authentication' ? (resolved.authenticationKeys ?? resolved.keys) : resolved.keys;
}

function keyInItsTime({ publicJwk, endsAt }: VerificationKey, options: SelectDidKeyOptions): PublicJwk {
  const { signedAt } = options;
  if (endsAt !== undefined && 'signedAt' in options && !(signedAt !== undefined && signedAt < endsAt)) {
    throw new DidError('ERR_DID_KEY_RETIRED', 'The key had ended when it signed this.');
  }
  return publicJwk;
}
