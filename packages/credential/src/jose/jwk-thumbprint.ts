import { sha256 as hash } from '@noble/hashes/sha2';
import { bytesToBase64Url, canonicalizeJson } from '@postern/primitives';

import { type PublicJwk, toPublicJwk } from './public-jwk.ts';

/** SHA-256 JWK thumbprint (RFC 7638 §3; RFC 8037 §2 for Ed25519), base64url. */
export async function jwkThumbprint(jwk: PublicJwk): Promise<string> {
  return hashJwkMembers(toPublicJwk(jwk));
}

/** Thumbprint of the required members of any key: exactly these, in lexical order. */
export async function hashJwkMembers(members: Readonly<Record<string, string>>): Promise<string> {
  return bytesToBase64Url(await sha256(canonicalizeJson(members)));
}

/** SHA-256 of text as UTF-8. */
export async function sha256(text: string): Promise<Uint8Array> {
  return digestText(text);
}

/** {@link sha256} without waiting: for the many short texts of one SD-JWT, WebCrypto's queue costs more than the hash. */
export function digestText(text: string): Uint8Array {
  return hash(new TextEncoder().encode(text));
}
