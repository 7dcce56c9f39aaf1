import { createHash } from 'node:crypto';

import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';

import type { PartyKey } from './party-keys.ts';

const hasher = (data: string | ArrayBuffer) =>
  new Uint8Array(
    createHash('sha256')
      .update(typeof data === 'string' ? data : new Uint8Array(data))
      .digest(),
  );

/**
 * `@sd-jwt/sd-jwt-vc` with keys found at the issuer's `/.well-known/jwt-vc-issuer`. Its `verify` also fetches the status
 * list, verifies it under the same keys and refuses what is not valid.
 *
 * @param options.holder signs key bindings
 */
export function createSdJwtLibrary(options: { holder?: PartyKey } = {}): SDJwtVcInstance {
  const { holder } = options;
  return new SDJwtVcInstance({
    hasher,
    verifier: async (data, signature) => {
      const jwt = `${data}.${signature}`;
      const { iss = '' } = decodeJwt(jwt);
      const { kid } = decodeProtectedHeader(jwt);
      const url = new URL(iss);
      const path = url.pathname === '/' ? '' : url.pathname;
      const metadata = await fetch(`${url.origin}/.well-known/jwt-vc-issuer${path}`);
      const { jwks } = (await metadata.json()) as { jwks: { keys: (JWK & { kid?: string })[] } };
      await jwtVerify(jwt, await importJWK(jwks.keys.find((key) => key.kid === kid)!, 'ES256'));
      return true;
    },
    kbVerifier: async (data, signature, payload) => {
      const { jwk } = (payload as { cnf: { jwk: JWK } }).cnf;
      await jwtVerify(`${data}.${signature}`, await importJWK(jwk, 'ES256'), { typ: 'kb+jwt' });
      return true;
    },
    ...(holder === undefined
      ? {}
      : {
          kbSignAlg: 'ES256',
          kbSigner: async (data: string) => {
            const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
            const signature = await crypto.subtle.sign(algorithm, holder.privateKey, new TextEncoder().encode(data));
            return Buffer.from(signature).toString('base64url');
          },
        }),
  });
}
