import { webcrypto } from 'node:crypto';
import { type P256PublicJwk, toP256PublicJwk } from '@postern/credential';
import { base64UrlToBytes, bytesToBase64Url } from '@postern/primitives';
import { hashToken, type SessionKeys } from '@postern/verifier';

import type { KeyBox } from './key-box.ts';

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const keyLabel = (kid: string) => `postern/verifier/session-key/1:${kid}`;

/** Keys of single sessions: those for answers sealed in the database, those for results kept by the protocol alone. */
export function createSessionKeys(options: { keyBox: KeyBox }): SessionKeys {
  const { keyBox } = options;
  return {
    async createEncryptionKey(kid) {
      const { publicJwk, scalar } = await createPair();
      const sealedKey = await keyBox.seal({ label: keyLabel(kid), plaintext: base64UrlToBytes(scalar) });
      return { publicJwk: { ...publicJwk, kid, alg: 'ECDH-ES', use: 'enc' }, sealedKey };
    },
    async openEncryptionKey({ publicJwk, sealedKey }) {
      const scalar = await keyBox.open({ label: keyLabel(publicJwk.kid), sealed: sealedKey });
      return importPrivateKey(publicJwk, bytesToBase64Url(scalar));
    },
    async createResultKey() {
      const { publicJwk, scalar } = await createPair();
      return { publicJwk: { ...publicJwk, kid: await hashToken(scalar) }, resultKey: scalar };
    },
    openResultKey: ({ publicJwk, resultKey }) => importPrivateKey(publicJwk, resultKey),
  };
}

async function createPair(): Promise<{ publicJwk: P256PublicJwk; scalar: string }> {
  const pair = await webcrypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const { d: scalar = '', ...publicPart } = await webcrypto.subtle.exportKey('jwk', pair.privateKey);
  return { publicJwk: toP256PublicJwk(publicPart), scalar };
}

function importPrivateKey({ kty, crv, x, y }: Pick<P256PublicJwk, 'kty' | 'crv' | 'x' | 'y'>, scalar: string) {
  return webcrypto.subtle.importKey('jwk', { kty, crv, x, y, d: scalar }, ECDH, false, ['deriveBits']);
}
