import type { PublicJwk } from '../jose/public-jwk.ts';
import type { ResolvedDid } from './did-document.ts';
import { decodeMultikey, encodeMultikey } from './multikey.ts';

/** did:key of a public key (did:key method specification §3.1); `zDn…` for P-256, `z6Mk…` for Ed25519, `zQ3s…` for secp256k1. */
export function didKeyFromPublicJwk(jwk: PublicJwk): string {
  return `did:key:${encodeMultikey(jwk)}`;
}

/** Id of the one key of a did:key: the fragment repeats the key. */
export function didKeyUrl(did: string): string {
  return `${did}#${did.slice('did:key:'.length)}`;
}

/**
 * Resolves a did:key, offline by nature.
 *
 * @throws {DidError} not a did:key of a key that we can use
 */
export function resolveDidKey(did: string): ResolvedDid {
  const publicJwk = decodeMultikey(did.slice('did:key:'.length));
  const id = didKeyUrl(did);
  const verificationMethod = [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicJwk }];
  const document = { id: did, verificationMethod, assertionMethod: [id], authentication: [id] };
  return { id: did, keys: [{ id, publicJwk }], document };
}
