import { bytesToBase64Url, type Random } from '@postern/primitives';

import { HolderError } from '../error.ts';
import { createIndex, openVault, type Vault } from './open-vault.ts';
import type { KeyWrap, VaultHeader, VaultStorage } from './vault-storage.ts';
import { createVaultKey, unwrapVaultKey, type WrapSecret, wrapVaultKey } from './wrap-vault-key.ts';

/** An open vault with the key that further wraps are made from. */
export type OpenedVault = { vault: Vault; vaultId: string; key: CryptoKey };

/**
 * Creates an empty vault with its first wrap.
 *
 * @throws {HolderError} ERR_VAULT_EXISTS the storage holds a vault already
 */
export async function createVault(options: {
  storage: VaultStorage;
  secret: WrapSecret;
  random: Random;
}): Promise<OpenedVault> {
  const { storage, secret, random } = options;
  const vaultId = bytesToBase64Url(random.bytes(16));
  const key = await createVaultKey();
  const header: VaultHeader = {
    format: 'postern-vault/1',
    vaultId,
    wraps: [await wrapVaultKey({ vaultKey: key, vaultId, secret, random })],
  };
  const index = await createIndex({ vaultId, key, random });
  if (!(await storage.writeHeader(header, { replace: false, put: [index] }))) {
    throw new HolderError('ERR_VAULT_EXISTS', 'There is a wallet here already.');
  }
  return { vault: openVault({ storage, vaultId, key, random }), vaultId, key };
}

/**
 * Opens an existing vault by passphrase or passkey.
 *
 * @throws {HolderError} ERR_VAULT_LOCKED no wrap of this kind, or the secret is wrong
 */
export async function unlockVault(options: {
  storage: VaultStorage;
  secret: WrapSecret;
  random: Random;
}): Promise<OpenedVault> {
  const { storage, secret, random } = options;
  const header = await storage.readHeader();
  const wrap = header?.wraps.find((candidate) => isWrapOf(candidate, secret));
  if (header === undefined || wrap === undefined) {
    throw new HolderError('ERR_VAULT_LOCKED', 'The vault does not open with this.');
  }
  const key = await unwrapVaultKey({ wrap, vaultId: header.vaultId, secret });
  const { vaultId } = header;
  return { vault: openVault({ storage, vaultId, key, random }), vaultId, key };
}

/** Adds a second way to open the vault; a passphrase takes the place of an earlier one. */
export async function addVaultWrap(options: {
  storage: VaultStorage;
  opened: OpenedVault;
  secret: WrapSecret;
  random: Random;
}): Promise<void> {
  const { storage, opened, secret, random } = options;
  const header = await storage.readHeader();
  if (header === undefined || header.vaultId !== opened.vaultId) {
    throw new HolderError('ERR_VAULT_LOCKED', 'The vault was changed elsewhere.');
  }
  const wrap = await wrapVaultKey({ vaultKey: opened.key, vaultId: header.vaultId, secret, random });
  const kept = header.wraps.filter((candidate) => !isWrapOf(candidate, secret));
  await storage.writeHeader({ ...header, wraps: [...kept, wrap] }, { replace: true });
}

function isWrapOf(wrap: KeyWrap, secret: WrapSecret): boolean {
  return secret.kind === 'passphrase'
    ? wrap.kind === 'passphrase'
    : wrap.kind === 'passkey' && wrap.credentialId === secret.credentialId;
}
