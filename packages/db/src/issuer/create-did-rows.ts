import { tellOutages } from '../client/outage.ts';
import type { IssuerClient } from './create-issuer-client.ts';
import { toBytes } from './repository/convert.ts';

export type DidIdentifierRow = { did: string; provider: string; alias: string; controllerKeyId: string };
export type DidKeyRow = {
  kid: string;
  did: string | null;
  kms: string;
  type: string;
  publicKeyHex: string;
  meta: unknown;
};
export type DidPrivateKeyRow = { alias: string; type: string; sealedKey: Uint8Array };

/** Rows behind a DID agent's three stores. Private keys arrive and leave sealed. */
export type DidRows = {
  saveIdentifier(row: DidIdentifierRow): Promise<void>;
  findIdentifier(where: { did: string } | { alias: string }): Promise<DidIdentifierRow | null>;
  deleteIdentifier(did: string): Promise<boolean>;
  listIdentifiers(where: { alias?: string; provider?: string }): Promise<DidIdentifierRow[]>;
  saveKey(row: DidKeyRow): Promise<void>;
  assignKey(kid: string, did: string): Promise<void>;
  findKey(kid: string): Promise<DidKeyRow | null>;
  deleteKey(kid: string): Promise<boolean>;
  listKeys(did?: string): Promise<DidKeyRow[]>;
  savePrivateKey(row: DidPrivateKeyRow): Promise<void>;
  findPrivateKey(alias: string): Promise<DidPrivateKeyRow | null>;
  deletePrivateKey(alias: string): Promise<boolean>;
  listPrivateKeys(): Promise<DidPrivateKeyRow[]>;
};

export const createDidRows = ({ client }: { client: IssuerClient }): DidRows =>
  tellOutages<DidRows>({
    saveIdentifier: async (row) => {
      await client.didIdentifier.upsert({ where: { did: row.did }, create: row, update: row });
    },
    findIdentifier: (where) => client.didIdentifier.findUnique({ where }),
    deleteIdentifier: async (did) => (await client.didIdentifier.deleteMany({ where: { did } })).count > 0,
    listIdentifiers: (where) => client.didIdentifier.findMany({ where }),
    saveKey: async ({ meta, ...row }) => {
      const data = { ...row, meta: meta as object };
      await client.didKey.upsert({ where: { kid: row.kid }, create: data, update: data });
    },
    assignKey: async (kid, did) => {
      await client.didKey.update({ where: { kid }, data: { did } });
    },
    findKey: (kid) => client.didKey.findUnique({ where: { kid } }),
    deleteKey: async (kid) => (await client.didKey.deleteMany({ where: { kid } })).count > 0,
    listKeys: (did) => client.didKey.findMany({ where: did === undefined ? {} : { did } }),
    savePrivateKey: async (row) => {
      const data = { ...row, sealedKey: toBytes(row.sealedKey) };
      await client.didPrivateKey.upsert({ where: { alias: row.alias }, create: data, update: data });
    },
    findPrivateKey: (alias) => client.didPrivateKey.findUnique({ where: { alias } }),
    deletePrivateKey: async (alias) => (await client.didPrivateKey.deleteMany({ where: { alias } })).count > 0,
    listPrivateKeys: () => client.didPrivateKey.findMany(),
  });
