import { createHash } from 'node:crypto';

import { bytesToBase64Url, bytesToHex, type Random } from '@postern/primitives';
import type { IKey, ManagedKeyInfo, TKeyType } from '@veramo/core-types';
import { AbstractKeyManagementSystem } from '@veramo/key-manager';

import type { Pkcs11Token } from './open-pkcs11-token.ts';
import { Pkcs11Error } from './pkcs11-module.ts';

/** Veramo's key management over a hardware token: P-256 keys that are made there, sign there and stay there. */
export class Pkcs11KeyManagementSystem extends AbstractKeyManagementSystem {
  readonly #token: Pkcs11Token;
  readonly #random: Random;
  constructor(options: { token: Pkcs11Token; random: Random }) {
    super();
    this.#token = options.token;
    this.#random = options.random;
  }
  async createKey({ type }: { type: TKeyType }): Promise<ManagedKeyInfo> {
    if (type !== 'Secp256r1') throw new Pkcs11Error('ERR_PKCS11_KEY_TYPE', 'The token makes P-256 keys only.');
    const kid = bytesToBase64Url(this.#random.bytes(16));
    return describe({ id: kid, point: this.#token.createP256Key(kid) });
  }
  async listKeys(): Promise<ManagedKeyInfo[]> {
    return this.#token.listP256Keys().map(describe);
  }
  async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    return this.#token.deleteKey(kid);
  }
  /** @returns r‖s, base64url, as Veramo's own ES256 */
  async sign(options: { keyRef: Pick<IKey, 'kid'>; algorithm?: string; data: Uint8Array }): Promise<string> {
    if (options.algorithm !== undefined && options.algorithm !== 'ES256') {
      throw new Pkcs11Error('ERR_PKCS11_KEY_TYPE', 'The token signs ES256 only.');
    }
    const digest = createHash('sha256').update(options.data).digest();
    return bytesToBase64Url(this.#token.signDigest({ id: options.keyRef.kid, digest }));
  }
  async importKey(): Promise<ManagedKeyInfo> {
    throw new Pkcs11Error('ERR_PKCS11_KEY_TYPE', 'Keys are made on the token, never brought to it.');
  }
  async sharedSecret(): Promise<string> {
    throw new Pkcs11Error('ERR_PKCS11_KEY_TYPE', 'The token agrees on no secrets.');
  }
}

function describe({ id, point }: { id: string; point: Uint8Array }): ManagedKeyInfo {
  const publicKeyHex = bytesToHex(point).slice(2);
  return { kid: id, kms: 'pkcs11', type: 'Secp256r1', publicKeyHex, meta: { algorithms: ['ES256'] } };
}
