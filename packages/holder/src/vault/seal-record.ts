import { base64UrlToBytes, bytesToBase64Url, canonicalizeJson, type JsonValue, type Random } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { SealedRecord } from './vault-storage.ts';

type RecordPlace = { vaultId: string; id: string; version: number };

/** Encrypts one JSON value for its place in the vault (AES-256-GCM, random 96-bit IV). */
export async function sealRecord(
  options: RecordPlace & { key: CryptoKey; value: unknown; random: Random },
): Promise<SealedRecord> {
  const iv = options.random.bytes(12);
  const plaintext = new TextEncoder().encode(JSON.stringify(options.value));
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: iv as BufferSource, additionalData: describePlace(options) },
    options.key,
    plaintext,
  );
  return {
    id: options.id,
    version: options.version,
    iv: bytesToBase64Url(iv),
    ciphertext: bytesToBase64Url(new Uint8Array(ciphertext)),
  };
}

/**
 * Opens a record that is expected at a place.
 *
 * @throws {HolderError} ERR_VAULT_TAMPERED changed, moved from another place, or of another version
 */
export async function openRecord(options: RecordPlace & { key: CryptoKey; record: SealedRecord }): Promise<JsonValue> {
  try {
    const plaintext = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: base64UrlToBytes(options.record.iv) as BufferSource,
        additionalData: describePlace(options),
      },
      options.key,
      base64UrlToBytes(options.record.ciphertext) as BufferSource,
    );
    return JSON.parse(new TextDecoder().decode(plaintext)) as JsonValue;
  } catch (cause) {
    throw new HolderError('ERR_VAULT_TAMPERED', 'A stored record is not what the wallet wrote.', {
      cause,
      details: { id: options.id },
    });
  }
}

function describePlace({ vaultId, id, version }: RecordPlace): BufferSource {
  return new TextEncoder().encode(canonicalizeJson({ vaultId, id, version }));
}
