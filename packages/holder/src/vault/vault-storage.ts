import { z } from 'zod';

/** Base64url of bytes. */
const zBytes = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** One way to unwrap the vault key. Public: useless without the passphrase or the passkey. */
export const zKeyWrap = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    salt: zBytes,
    iterations: z.int().min(600_000),
    iv: zBytes,
    wrapped: zBytes,
  }),
  z.strictObject({ kind: z.literal('passkey'), credentialId: zBytes, salt: zBytes, iv: zBytes, wrapped: zBytes }),
]);
export type KeyWrap = z.infer<typeof zKeyWrap>;

/** What is stored in the clear: which vault this is and how it can be opened. */
export const zVaultHeader = z.strictObject({
  format: z.literal('postern-vault/1'),
  vaultId: zBytes,
  wraps: z.array(zKeyWrap).min(1),
});
export type VaultHeader = z.infer<typeof zVaultHeader>;

/** One encrypted record; id and version are also under the authentication tag. */
export const zSealedRecord = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  iv: zBytes,
  ciphertext: zBytes,
});
export type SealedRecord = z.infer<typeof zSealedRecord>;

/** Changes that become visible together or not at all. */
export type VaultCommit = {
  /** Version of the stored index that the changes were made from. */
  expectedIndexVersion: number;
  put: readonly SealedRecord[];
  remove: readonly string[];
};

/** Port: where a vault lies (IndexedDB in the browser, memory or a file elsewhere). */
export type VaultStorage = {
  readHeader(): Promise<VaultHeader | undefined>;
  /**
   * Refuses (false) when there is a header and `replace` is not set. Records that are put with it are there together with
   * it or not at all.
   */
  writeHeader(header: VaultHeader, options: { replace: boolean; put?: readonly SealedRecord[] }): Promise<boolean>;
  readRecord(id: string): Promise<SealedRecord | undefined>;
  listRecords(): Promise<readonly SealedRecord[]>;
  /** False when another tab has changed the index in between. */
  commit(commit: VaultCommit): Promise<boolean>;
  erase(): Promise<void>;
};

/**
 * Id of the manifest: it names the current version of every other record. It is there from the vault's first moment, and
 * its version, under the authentication tag as all are, counts the commits.
 */
export const INDEX_ID = 'index';
