import { webcrypto } from 'node:crypto';
import { type CertificateAuthority, createCertificateAuthority, issueCertificate } from '@postern/credential/x509';
import type { P256PublicJwk } from '@postern/credential';
import type { ServiceMetaRepository } from '@postern/db/verifier';
import { base64UrlToBytes, bytesToBase64Url, type Clock, type Random } from '@postern/primitives';

import type { KeyBox } from './key-box.ts';

const META_KEY = 'development-certificate-authority';
const LABEL = 'postern/verifier/development-authority/1';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Certifies protocols on local chains, so that the x509 prefixes work without anybody's PKI. */
export type DevelopmentAuthority = {
  /** The anchor that local wallets may trust; base64 DER. */
  certificate: string;
  /** @returns the leaf alone, base64 DER: the anchor never travels with it */
  certify(options: { name: string; host: string; publicJwk: P256PublicJwk }): Promise<string[]>;
};

/** Opens the authority of this database, or makes it; of two processes at once, the first one's stays. */
export async function openDevelopmentAuthority(options: {
  meta: ServiceMetaRepository;
  keyBox: KeyBox;
  clock: Clock;
  random: Random;
}): Promise<DevelopmentAuthority> {
  const { meta, keyBox, clock, random } = options;
  const authority = await loadOrCreate();
  return {
    certificate: authority.certificate,
    certify: async ({ name, host, publicJwk }) => [
      await issueCertificate({ authority, name, random, now: clock.now(), publicJwk, dnsNames: [host] }),
    ],
  };

  async function loadOrCreate(): Promise<CertificateAuthority> {
    const kept = (await meta.read(META_KEY)) ?? (await meta.insert(META_KEY, await create()));
    const [certificate = '', sealed = ''] = kept.split(' ');
    const pkcs8 = await keyBox.open({ label: LABEL, sealed: base64UrlToBytes(sealed) });
    const privateKey = await webcrypto.subtle.importKey('pkcs8', Uint8Array.from(pkcs8), P256, false, ['sign']);
    return { certificate, privateKey };
  }

  async function create(): Promise<string> {
    const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
    const name = 'Postern development';
    const { certificate } = await createCertificateAuthority({ name, random, now: clock.now(), keys });
    const pkcs8 = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    return `${certificate} ${bytesToBase64Url(await keyBox.seal({ label: LABEL, plaintext: pkcs8 }))}`;
  }
}
