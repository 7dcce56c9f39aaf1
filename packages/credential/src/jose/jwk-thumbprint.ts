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
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
