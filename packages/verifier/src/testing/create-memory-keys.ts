import { toP256PublicJwk } from '@postern/credential';
import { base64UrlToBytes, bytesToBase64Url } from '@postern/primitives';

import type { SessionKeys } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** Session keys without a key box around them. */
export function createMemoryKeys(): SessionKeys {
  const createPair = async () => {
    const pair = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
    return { publicJwk: toP256PublicJwk({ ...jwk, d: undefined }), d: jwk.d ?? '' };
  };
  const open = (jwk: JsonWebKey) => crypto.subtle.importKey('jwk', jwk, ECDH, false, ['deriveBits']);
  return {
    createEncryptionKey: async (kid) => {
      const { publicJwk, d } = await createPair();
      return { publicJwk: { ...publicJwk, kid, alg: 'ECDH-ES', use: 'enc' }, sealedKey: base64UrlToBytes(d) };
    },
    openEncryptionKey: ({ publicJwk: { kty, crv, x, y }, sealedKey }) =>
      open({ kty, crv, x, y, d: bytesToBase64Url(sealedKey) }),
    createResultKey: async () => {
      const { publicJwk, d } = await createPair();
      return { publicJwk: { ...publicJwk, kid: await hashToken(d) }, resultKey: d };
    },
    openResultKey: ({ publicJwk: { kty, crv, x, y }, resultKey }) => open({ kty, crv, x, y, d: resultKey }),
  };
}
