import { base64UrlToBytes, bytesToBase64Url, parseStrictJson } from '@postern/primitives';

import { type P256PublicJwk, toP256PublicJwk } from '../jose/compact-jws.ts';
import { DidError, type ResolvedDid } from './did-document.ts';

/** did:jwk of a public P-256 key; members are written in one fixed order, because their order changes the DID. */
export function didJwkFromPublicJwk(jwk: P256PublicJwk): string {
  const text = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  return `did:jwk:${bytesToBase64Url(new TextEncoder().encode(text))}`;
}

/**
 * Resolves a did:jwk, offline by nature.
 *
 * @throws {DidError} not a did:jwk of a public P-256 key
 */
export function resolveDidJwk(did: string): ResolvedDid {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(base64UrlToBytes(did.slice('did:jwk:'.length)));
    const publicJwk = toP256PublicJwk(parseStrictJson(text));
    const id = `${did}#0`;
    const verificationMethod = [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicJwk }];
    const document = { id: did, verificationMethod, assertionMethod: [id], authentication: [id] };
    return { id: did, keys: [{ id, publicJwk }], document };
  } catch (cause) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a did:jwk of a P-256 key.', { cause });
  }
}
