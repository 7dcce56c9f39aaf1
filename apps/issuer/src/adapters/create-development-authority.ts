import { webcrypto, X509Certificate } from 'node:crypto';

import { type CertificateAuthority, createCertificateAuthority, issueCertificate } from '@postern/credential/x509';
import type { ServiceFacts } from '@postern/db/issuer';
import { type CertificateMaker, issuerIdentifier, type Vault } from '@postern/issuer';
import { base64UrlToBytes, bytesToBase64Url, type Clock, type Random } from '@postern/primitives';

const FACT = 'development-authority';
const PURPOSE = 'development-authority';
const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export type DevelopmentAuthority = {
  /** The anchor that a verifier has to trust, base64 DER. */
  certificate: string;
  certify: CertificateMaker;
};

/**
 * A certificate authority of this service alone, for a machine where no bank has a chain yet: made once, its key sealed
 * under the master key. It vouches for nothing; who wants its certificates accepted hands its anchor over by hand.
 */
export async function createDevelopmentAuthority(options: {
  facts: ServiceFacts;
  vault: Vault;
  clock: Clock;
  random: Random;
  publicUrl: string;
}): Promise<DevelopmentAuthority> {
  const { clock, random, publicUrl } = options;
  const authority = await openAuthority(options);
  return {
    certificate: authority.certificate,
    certify: async ({ tenant, publicJwk, present }) => {
      const now = clock.now();
      if (present !== null && !isDue({ present, authority: authority.certificate, now })) return null;
      const leaf = await issueCertificate({
        authority,
        name: tenant.name,
        publicJwk,
        dnsNames: [new URL(publicUrl).hostname],
        uris: [issuerIdentifier({ settings: { publicUrl }, tenant: tenant.slug })],
        now,
        random,
      });
      return [leaf];
    },
  };
}

/** Whether a chain is a leaf of this authority with less than a third of its life left. What others issued is theirs. */
function isDue(options: { present: readonly string[]; authority: string; now: number }): boolean {
  const [first, ...others] = options.present;
  if (first === undefined || others.length > 0) return false;
  const leaf = new X509Certificate(Buffer.from(first, 'base64'));
  const authority = new X509Certificate(Buffer.from(options.authority, 'base64'));
  if (!leaf.verify(authority.publicKey)) return false;
  const notBefore = Date.parse(leaf.validFrom) / 1000;
  const notAfter = Date.parse(leaf.validTo) / 1000;
  return (notAfter - options.now) * 3 < notAfter - notBefore;
}

async function openAuthority(options: {
  facts: ServiceFacts;
  vault: Vault;
  clock: Clock;
  random: Random;
}): Promise<CertificateAuthority> {
  const { facts, vault, clock, random } = options;
  const stored = (await facts.read(FACT)) ?? (await facts.readOrAdd(FACT, await createFact()));
  const { certificate, sealedKey } = JSON.parse(stored) as { certificate: string; sealedKey: string };
  const pkcs8 = await vault.open({ purpose: PURPOSE, context: certificate, sealed: base64UrlToBytes(sealedKey) });
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8 as Uint8Array<ArrayBuffer>, ES256, false, [
    'sign',
  ]);
  return { certificate, privateKey };

  async function createFact(): Promise<string> {
    const keys = await webcrypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
    const name = 'Postern development authority';
    const { certificate } = await createCertificateAuthority({ name, keys, now: clock.now(), random });
    const plaintext = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    const sealedKey = bytesToBase64Url(await vault.seal({ purpose: PURPOSE, context: certificate, plaintext }));
    return JSON.stringify({ certificate, sealedKey });
  }
}
