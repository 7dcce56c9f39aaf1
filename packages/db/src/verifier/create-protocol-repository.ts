import type { ProtocolRecord, ProtocolRepository } from '@postern/verifier';

import { tellOutages } from '../client/outage.ts';
import type { Protocol } from '../generated/verifier/client.ts';
import type { VerifierClient } from './create-verifier-client.ts';

/** What a seed file says about a protocol, keys already hashed. */
export type ProtocolSeed = Omit<ProtocolRecord, 'publicJwk' | 'certificateChain'> & { apiKeyHash: string };

/** A protocol's signing key: public part with its certificates, and the private part sealed by the caller. */
export type SealedProtocolKey = {
  publicJwk: ProtocolRecord['publicJwk'];
  sealedKey: Uint8Array;
  certificateChain: readonly string[];
};

export type VerifierProtocolRepository = ProtocolRepository & {
  /** Inserts or updates by slug. `createKey` runs only for a slug that has no key yet. */
  upsert(seed: ProtocolSeed, createKey: () => Promise<SealedProtocolKey>): Promise<void>;
  /** Replaces key and certificates together; sessions that are open keep the name they asked under. */
  replaceKey(slug: string, key: SealedProtocolKey): Promise<void>;
  replaceCertificates(slug: string, certificateChain: readonly string[]): Promise<void>;
  findSealedKey(protocolId: string): Promise<{ slug: string; sealedKey: Uint8Array } | undefined>;
};

/** Protocols in the verifier database. */
export const createProtocolRepository = (db: VerifierClient): VerifierProtocolRepository =>
  tellOutages<VerifierProtocolRepository>({
    async list({ limit }) {
      const rows = await db.protocol.findMany({ orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }], take: limit });
      return rows.map(toRecord);
    },

    async findBySlug(slug) {
      const row = await db.protocol.findUnique({ where: { slug } });
      return row === null ? undefined : toRecord(row);
    },

    async findByApiKeyHash(apiKeyHash) {
      const row = await db.protocol.findUnique({ where: { apiKeyHash } });
      return row === null ? undefined : toRecord(row);
    },

    async upsert(seed, createKey) {
      const { protocolId, slug, name, apiKeyHash } = seed;
      const data = {
        name,
        apiKeyHash,
        policyIds: [...seed.policyIds],
        origins: [...seed.origins],
        trustedIssuers: [...seed.trustedIssuers],
        issuerExceptions: seed.issuerExceptions.map(({ issuer, mayLack }) => ({ issuer, mayLack: [...mayLack] })),
        trustAnchors: [...seed.trustAnchors],
      };
      const updated = await db.protocol.updateMany({ where: { slug }, data });
      if (updated.count > 0) return;
      const key = toKeyRow(await createKey());
      // Two processes may seed at once: the first one's key stays.
      await db.protocol.upsert({ where: { slug }, create: { protocolId, slug, ...data, ...key }, update: data });
    },

    async replaceKey(slug, key) {
      await db.protocol.updateMany({ where: { slug }, data: toKeyRow(key) });
    },

    async replaceCertificates(slug, certificateChain) {
      await db.protocol.updateMany({ where: { slug }, data: { certificateChain: [...certificateChain] } });
    },

    async findSealedKey(protocolId) {
      const row = await db.protocol.findUnique({ where: { protocolId }, select: { slug: true, sealedKey: true } });
      return row === null ? undefined : { slug: row.slug, sealedKey: new Uint8Array(row.sealedKey) };
    },
  });

const toKeyRow = ({ publicJwk, sealedKey, certificateChain }: SealedProtocolKey) => ({
  publicJwk: { ...publicJwk },
  sealedKey: Uint8Array.from(sealedKey),
  certificateChain: [...certificateChain],
});

const toRecord = (row: Protocol): ProtocolRecord => ({
  protocolId: row.protocolId,
  slug: row.slug,
  name: row.name,
  policyIds: row.policyIds,
  origins: row.origins,
  // Written by `upsert` alone.
  publicJwk: row.publicJwk as ProtocolRecord['publicJwk'],
  trustedIssuers: row.trustedIssuers,
  // So is this.
  issuerExceptions: row.issuerExceptions as unknown as ProtocolRecord['issuerExceptions'],
  trustAnchors: row.trustAnchors,
  certificateChain: row.certificateChain,
});
