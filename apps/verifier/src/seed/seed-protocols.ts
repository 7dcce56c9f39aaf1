import { randomUUID } from 'node:crypto';
import type { VerifierProtocolRepository } from '@postern/db/verifier';
import { hashToken } from '@postern/verifier';

import type { Seed } from '../env.ts';
import type { KeyBox } from '../keys/key-box.ts';
import { createProtocolKey } from '../keys/protocol-keys.ts';

/** Brings the database to what the seed file says; signing keys are made once and stay. */
export async function seedProtocols(options: {
  seed: Seed;
  protocols: VerifierProtocolRepository;
  keyBox: KeyBox;
}): Promise<number> {
  const { seed, protocols, keyBox } = options;
  for (const { apiKey, ...facts } of seed.protocols) {
    const apiKeyHash = await hashToken(apiKey);
    await protocols.upsert({ protocolId: randomUUID(), ...facts, apiKeyHash }, () =>
      createProtocolKey({ slug: facts.slug, keyBox }),
    );
  }
  return seed.protocols.length;
}
