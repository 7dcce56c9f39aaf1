import type { DidRows } from '@postern/db/issuer';
import type { Vault } from '@postern/issuer';
import { bytesToHex, type Clock, hexToBytes } from '@postern/primitives';
import type { IIdentifier, IKey, ManagedKeyInfo, TKeyType } from '@veramo/core-types';
import { AbstractDIDStore } from '@veramo/did-manager';
import {
  AbstractKeyStore,
  AbstractPrivateKeyStore,
  type ImportablePrivateKey,
  type ManagedPrivateKey,
} from '@veramo/key-manager';

// Veramo takes its stores as subclasses; these hold no state of their own.

type StoreOptions = { rows: DidRows };

/** How long an opened private key stays in memory, seconds. */
const OPENED_SECONDS = 60;

const toKey = (row: Awaited<ReturnType<DidRows['listKeys']>>[number]): IKey => ({
  kid: row.kid,
  kms: row.kms,
  type: row.type as TKeyType,
  publicKeyHex: row.publicKeyHex,
  meta: row.meta as NonNullable<IKey['meta']>,
});

/** Public halves of the agent's keys. */
export class PrismaKeyStore extends AbstractKeyStore {
  readonly #rows: DidRows;
  /** Public halves never change once made. */
  readonly #known = new Map<string, IKey>();
  constructor(options: StoreOptions) {
    super();
    this.#rows = options.rows;
  }
  async importKey(key: IKey): Promise<boolean> {
    const { kid, kms, type, publicKeyHex, meta } = key;
    await this.#rows.saveKey({ kid, did: null, kms, type, publicKeyHex, meta: meta ?? {} });
    return true;
  }
  async getKey({ kid }: { kid: string }): Promise<IKey> {
    const known = this.#known.get(kid);
    if (known !== undefined) return known;
    const row = await this.#rows.findKey(kid);
    if (row === null) throw new Error('not_found: key');
    const key = toKey(row);
    this.#known.set(kid, key);
    return key;
  }
  async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    this.#known.delete(kid);
    return this.#rows.deleteKey(kid);
  }
  async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await this.#rows.listKeys()).map(toKey);
  }
}

/** Private halves, sealed under the master key before they reach the database. */
export class SealedPrivateKeyStore extends AbstractPrivateKeyStore {
  readonly #rows: DidRows;
  readonly #vault: Vault;
  readonly #clock: Clock;
  /** Keys in use, opened once a minute: each signature would otherwise cost a read and a decryption. */
  readonly #opened = new Map<string, { key: ManagedPrivateKey; openedAt: number }>();
  constructor(options: StoreOptions & { vault: Vault; clock: Clock }) {
    super();
    this.#rows = options.rows;
    this.#vault = options.vault;
    this.#clock = options.clock;
  }
  async importKey(key: ImportablePrivateKey): Promise<ManagedPrivateKey> {
    const { alias, type, privateKeyHex } = key;
    if (alias === undefined) throw new Error('invalid_argument: a private key needs an alias');
    const plaintext = hexToBytes(privateKeyHex);
    const sealedKey = await this.#vault.seal({ purpose: 'did-key', context: alias, plaintext });
    await this.#rows.savePrivateKey({ alias, type, sealedKey });
    return { alias, type, privateKeyHex };
  }
  async getKey({ alias }: { alias: string }): Promise<ManagedPrivateKey> {
    const now = this.#clock.now();
    const known = this.#opened.get(alias);
    if (known !== undefined && now >= known.openedAt && now < known.openedAt + OPENED_SECONDS) return known.key;
    const row = await this.#rows.findPrivateKey(alias);
    if (row === null) throw new Error('not_found: private key');
    const key = await this.#open(row);
    this.#opened.set(alias, { key, openedAt: now });
    return key;
  }
  async deleteKey({ alias }: { alias: string }): Promise<boolean> {
    this.#opened.delete(alias);
    return this.#rows.deletePrivateKey(alias);
  }
  async listKeys(): Promise<ManagedPrivateKey[]> {
    return Promise.all((await this.#rows.listPrivateKeys()).map((row) => this.#open(row)));
  }
  async #open(row: { alias: string; type: string; sealedKey: Uint8Array }): Promise<ManagedPrivateKey> {
    const opened = await this.#vault.open({ purpose: 'did-key', context: row.alias, sealed: row.sealedKey });
    return { alias: row.alias, type: row.type as TKeyType, privateKeyHex: bytesToHex(opened).slice(2) };
  }
}

/** The agent's DIDs. */
export class PrismaDidStore extends AbstractDIDStore {
  readonly #rows: DidRows;
  constructor(options: StoreOptions) {
    super();
    this.#rows = options.rows;
  }
  async importDID(identifier: IIdentifier): Promise<boolean> {
    const { did, provider, alias, controllerKeyId, keys } = identifier;
    await this.#rows.saveIdentifier({ did, provider, alias: alias ?? did, controllerKeyId: controllerKeyId ?? '' });
    for (const key of keys) await this.#rows.assignKey(key.kid, did);
    return true;
  }
  async getDID(where: { did?: string; alias?: string }): Promise<IIdentifier> {
    const { did, alias } = where;
    const found =
      did === undefined
        ? await this.#rows.findIdentifier({ alias: alias ?? '' })
        : await this.#rows.findIdentifier({ did });
    if (found === null) throw new Error('not_found: identifier');
    return this.#complete(found);
  }
  async deleteDID({ did }: { did: string }): Promise<boolean> {
    return this.#rows.deleteIdentifier(did);
  }
  async listDIDs(where: { alias?: string; provider?: string }): Promise<IIdentifier[]> {
    return Promise.all((await this.#rows.listIdentifiers(where)).map((row) => this.#complete(row)));
  }
  async #complete(row: {
    did: string;
    provider: string;
    alias: string;
    controllerKeyId: string;
  }): Promise<IIdentifier> {
    return { ...row, keys: (await this.#rows.listKeys(row.did)).map(toKey), services: [] };
  }
}
