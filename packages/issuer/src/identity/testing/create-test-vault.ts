import { createVault, type Vault } from '../../vault/create-vault.ts';

/** A vault whose master key is one byte, repeated. */
export function createTestVault(byte: number): Promise<Vault> {
  const random = { bytes: (length: number) => new Uint8Array(length) };
  return createVault({ masterKey: new Uint8Array(32).fill(byte), random });
}
