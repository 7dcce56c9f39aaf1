import { webcrypto } from 'node:crypto';
import { concatBytes, hexToBytes, PosternError, type Random } from '@postern/primitives';

export class KeyBoxError extends PosternError<'ERR_KEY_BOX_UNREADABLE'> {}

/** Seals small secrets under the master key; what was sealed for one label does not open for another. */
export type KeyBox = {
  seal(options: { label: string; plaintext: Uint8Array }): Promise<Uint8Array>;
  /** @throws {KeyBoxError} other master key, other label, or changed bytes */
  open(options: { label: string; sealed: Uint8Array }): Promise<Uint8Array>;
};

const IV_BYTES = 12;

/** AES-256-GCM with a random 96-bit IV in front; the label is associated data. */
export async function createKeyBox(options: { masterKeyHex: string; random: Random }): Promise<KeyBox> {
  const raw = Uint8Array.from(hexToBytes(`0x${options.masterKeyHex}`));
  const key = await webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const parameters = (iv: Uint8Array, label: string) => ({
    name: 'AES-GCM',
    iv: Uint8Array.from(iv),
    additionalData: Uint8Array.from(new TextEncoder().encode(label)),
  });
  return {
    async seal({ label, plaintext }) {
      const iv = options.random.bytes(IV_BYTES);
      const sealed = await webcrypto.subtle.encrypt(parameters(iv, label), key, Uint8Array.from(plaintext));
      return concatBytes(iv, new Uint8Array(sealed));
    },
    async open({ label, sealed }) {
      const [iv, body] = [sealed.subarray(0, IV_BYTES), Uint8Array.from(sealed.subarray(IV_BYTES))];
      try {
        return new Uint8Array(await webcrypto.subtle.decrypt(parameters(iv, label), key, body));
      } catch (cause) {
        throw new KeyBoxError('ERR_KEY_BOX_UNREADABLE', 'A sealed key does not open under this master key.', { cause });
      }
    },
  };
}
