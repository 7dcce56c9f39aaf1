import type { webcrypto } from 'node:crypto';

import { bytesToBase64Url, concatBytes, type Random } from '@postern/primitives';

import { VaultError } from '../error.ts';

/**
 * Envelope encryption: AES-256-GCM under keys derived from the master key, one for each purpose, and one data key for
 * each person. The context is authenticated with the ciphertext, so a sealed value cannot be moved to another row.
 */
export type Vault = {
  seal(options: { purpose: string; context: string; plaintext: Uint8Array }): Promise<Uint8Array>;
  /** @throws {VaultError} another key, another context, or changed bytes */
  open(options: { purpose: string; context: string; sealed: Uint8Array }): Promise<Uint8Array>;
  /** A new data key, wrapped for its person; whoever destroys the wrapped key destroys the data. */
  createDataKey(personId: string): Promise<Uint8Array>;
  sealFor(options: PersonalData & { plaintext: string }): Promise<Uint8Array>;
  openFor(options: PersonalData & { sealed: Uint8Array }): Promise<string>;
  /** Keyed digest (HMAC-SHA-256) of normalised text, base64url. */
  digest(purpose: string, text: string): Promise<string>;
};

type PersonalData = { personId: string; wrappedDataKey: Uint8Array; context: string };

const NONCE_BYTES = 12;

/** @throws {VaultError} the master key has another length than 32 bytes */
export async function createVault(options: { masterKey: Uint8Array; random: Random }): Promise<Vault> {
  const { masterKey, random } = options;
  if (masterKey.length !== 32) throw new VaultError('ERR_VAULT_MASTER_KEY', 'The master key has 32 bytes.');
  const root = await crypto.subtle.importKey('raw', masterKey as Uint8Array<ArrayBuffer>, 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ]);

  const derivation = (purpose: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: encode(`postern/issuer/${purpose}`),
  });
  const purposeKeys = new Map<string, Promise<webcrypto.CryptoKey>>();
  const purposeKey = (purpose: string): Promise<webcrypto.CryptoKey> => {
    const known =
      purposeKeys.get(purpose) ??
      crypto.subtle.deriveKey(derivation(purpose), root, { name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]);
    purposeKeys.set(purpose, known);
    return known;
  };

  const digestKeys = new Map<string, Promise<webcrypto.CryptoKey>>();
  const digestKey = (purpose: string): Promise<webcrypto.CryptoKey> => {
    const known =
      digestKeys.get(purpose) ??
      crypto.subtle
        .deriveBits(derivation(`digest/${purpose}`), root, 256)
        .then((bits) => crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']));
    digestKeys.set(purpose, known);
    return known;
  };

  const encrypt = async (key: webcrypto.CryptoKey, context: string, plaintext: Uint8Array): Promise<Uint8Array> => {
    const nonce = random.bytes(NONCE_BYTES);
    const algorithm = { name: 'AES-GCM', iv: nonce as Uint8Array<ArrayBuffer>, additionalData: encode(context) };
    return concatBytes(
      nonce,
      new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext as Uint8Array<ArrayBuffer>)),
    );
  };
  const decrypt = async (key: webcrypto.CryptoKey, context: string, sealed: Uint8Array): Promise<Uint8Array> => {
    const algorithm = {
      name: 'AES-GCM',
      iv: sealed.slice(0, NONCE_BYTES) as Uint8Array<ArrayBuffer>,
      additionalData: encode(context),
    };
    try {
      return new Uint8Array(
        await crypto.subtle.decrypt(algorithm, key, sealed.slice(NONCE_BYTES) as Uint8Array<ArrayBuffer>),
      );
    } catch (cause) {
      throw new VaultError('ERR_VAULT_SEALED_DATA', 'The sealed data does not open with this key and context.', {
        cause,
      });
    }
  };
  const openDataKey = async (data: PersonalData): Promise<webcrypto.CryptoKey> => {
    const bytes = await decrypt(await purposeKey('data-key'), `person:${data.personId}`, data.wrappedDataKey);
    return crypto.subtle.importKey('raw', bytes as Uint8Array<ArrayBuffer>, 'AES-GCM', false, ['encrypt', 'decrypt']);
  };
  const contextOf = (data: PersonalData) => `${data.personId}:${data.context}`;

  return {
    seal: async ({ purpose, context, plaintext }) => encrypt(await purposeKey(purpose), context, plaintext),
    open: async ({ purpose, context, sealed }) => decrypt(await purposeKey(purpose), context, sealed),
    createDataKey: async (personId) => encrypt(await purposeKey('data-key'), `person:${personId}`, random.bytes(32)),
    sealFor: async (data) => encrypt(await openDataKey(data), contextOf(data), encode(data.plaintext)),
    openFor: async (data) =>
      new TextDecoder('utf-8', { fatal: true }).decode(
        await decrypt(await openDataKey(data), contextOf(data), data.sealed),
      ),
    digest: async (purpose, text) => {
      const key = await digestKey(purpose);
      return bytesToBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text))));
    },
  };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
