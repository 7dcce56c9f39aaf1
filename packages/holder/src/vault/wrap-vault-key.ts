import { base64UrlToBytes, bytesToBase64Url, type Random } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { KeyWrap } from './vault-storage.ts';

/** What opens one wrap: a passphrase, or the PRF output of the passkey that the wrap names. */
export type WrapSecret =
  | { kind: 'passphrase'; passphrase: string }
  | { kind: 'passkey'; credentialId: string; prfOutput: Uint8Array };

/** OWASP's figure for PBKDF2 with HMAC-SHA-256. Argon2id is not in WebCrypto. */
const ITERATIONS = 600_000;
const AES = { name: 'AES-GCM', length: 256 } as const;

/** A fresh vault key. Extractable, because every further wrap must encrypt its bytes. */
export function createVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(AES, true, ['encrypt', 'decrypt']);
}

/** Encrypts the vault key under one secret. */
export async function wrapVaultKey(options: {
  vaultKey: CryptoKey;
  vaultId: string;
  secret: WrapSecret;
  random: Random;
}): Promise<KeyWrap> {
  const { vaultKey, vaultId, secret, random } = options;
  const salt = random.bytes(32);
  const iv = random.bytes(12);
  const key = await deriveWrapKey({ secret, salt, iterations: ITERATIONS });
  const wrapped = await crypto.subtle.encrypt(gcm(iv, vaultId), key, await crypto.subtle.exportKey('raw', vaultKey));
  const common = {
    salt: bytesToBase64Url(salt),
    iv: bytesToBase64Url(iv),
    wrapped: bytesToBase64Url(new Uint8Array(wrapped)),
  };
  return secret.kind === 'passphrase'
    ? { kind: 'passphrase', iterations: ITERATIONS, ...common }
    : { kind: 'passkey', credentialId: secret.credentialId, ...common };
}

/**
 * Opens one wrap.
 *
 * @throws {HolderError} ERR_VAULT_LOCKED wrong passphrase, wrong passkey, or a wrap of another vault
 */
export async function unwrapVaultKey(options: {
  wrap: KeyWrap;
  vaultId: string;
  secret: WrapSecret;
}): Promise<CryptoKey> {
  const { wrap, vaultId, secret } = options;
  try {
    const key = await deriveWrapKey({
      secret,
      salt: base64UrlToBytes(wrap.salt),
      iterations: wrap.kind === 'passphrase' ? wrap.iterations : 0,
    });
    const raw = await crypto.subtle.decrypt(
      gcm(base64UrlToBytes(wrap.iv), vaultId),
      key,
      base64UrlToBytes(wrap.wrapped) as BufferSource,
    );
    return await crypto.subtle.importKey('raw', raw, AES, true, ['encrypt', 'decrypt']);
  } catch (cause) {
    throw new HolderError('ERR_VAULT_LOCKED', 'The vault does not open with this.', { cause });
  }
}

async function deriveWrapKey(options: {
  secret: WrapSecret;
  salt: Uint8Array;
  iterations: number;
}): Promise<CryptoKey> {
  const { secret, salt, iterations } = options;
  if (secret.kind === 'passphrase') {
    const text = new TextEncoder().encode(secret.passphrase.normalize('NFKC'));
    const base = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
    const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: salt as BufferSource, iterations };
    return crypto.subtle.deriveKey(parameters, base, AES, false, ['encrypt', 'decrypt']);
  }
  const base = await crypto.subtle.importKey('raw', secret.prfOutput as BufferSource, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('postern/wallet/prf-wrap/1');
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: salt as BufferSource, info };
  return crypto.subtle.deriveKey(parameters, base, AES, false, ['encrypt', 'decrypt']);
}

function gcm(iv: Uint8Array, vaultId: string): AesGcmParams {
  return {
    name: 'AES-GCM',
    iv: iv as BufferSource,
    additionalData: new TextEncoder().encode(`postern/wallet/vault-key/1/${vaultId}`),
  };
}
