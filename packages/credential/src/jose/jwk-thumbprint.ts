import { bytesToBase64Url } from '@postern/primitives';

import type { P256PublicJwk } from './compact-jws.ts';

/** SHA-256 JWK thumbprint (RFC 7638), base64url. */
export async function jwkThumbprint(jwk: P256PublicJwk): Promise<string> {
  const canonical = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
  return bytesToBase64Url(await sha256(canonical));
}

/** SHA-256 of text as UTF-8. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
