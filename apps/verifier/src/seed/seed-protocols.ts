import { randomUUID } from 'node:crypto';
import { readSubjectKeyIdentifier } from '@postern/credential/x509';
import type { VerifierProtocolRepository } from '@postern/db/verifier';
import { hashToken } from '@postern/verifier';

import type { Seed } from '../env.ts';
import type { DevelopmentAuthority } from '../keys/development-authority.ts';
import type { KeyBox } from '../keys/key-box.ts';
import { createProtocolKey, importProtocolKey } from '../keys/protocol-keys.ts';

export type SeedProtocolsOptions = {
  seed: Seed;
  protocols: VerifierProtocolRepository;
  keyBox: KeyBox;
  /** Own host: what certificates must name. */
  host: string;
  /** On local chains: certifies protocols that bring no certificate. */
  authority: DevelopmentAuthority | undefined;
};

/** Brings the database to what the seed file says; keys are made once and stay, unless the file brings one. */
export async function seedProtocols(options: SeedProtocolsOptions): Promise<number> {
  const { seed, protocols, keyBox, host, authority } = options;
  for (const { apiKey, signing, ...facts } of seed.protocols) {
    const { slug, name } = facts;
    // A certificate that cannot be read stops the start, not the first session.
    for (const anchor of facts.trustAnchors) readSubjectKeyIdentifier(anchor);
    const apiKeyHash = await hashToken(apiKey);
    await protocols.upsert({ protocolId: randomUUID(), ...facts, apiKeyHash }, () =>
      createProtocolKey({ slug, keyBox }),
    );
    if (signing !== undefined) {
      await protocols.replaceKey(slug, await importProtocolKey({ slug, keyBox, host, ...signing }));
      continue;
    }
    const row = await protocols.findBySlug(slug);
    if (authority !== undefined && row !== undefined && row.certificateChain.length === 0) {
      await protocols.replaceCertificates(slug, await authority.certify({ name, host, publicJwk: row.publicJwk }));
    }
  }
  return seed.protocols.length;
}
