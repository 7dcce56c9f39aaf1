import { describe, expect, it } from 'vitest';

import certificates from '../testing/vectors/certificates.json' with { type: 'json' };
import { verifyCertificateChain } from './verify-certificate-chain.ts';

type Name = Exclude<keyof typeof certificates, 'notice'>;
const verify = (leaf: Name, anchor: Name) =>
  verifyCertificateChain({
    x5c: [certificates[leaf]],
    trustAnchors: [certificates.p384, certificates[anchor]],
    now: Date.UTC(2027, 0, 1) / 1000,
  });

describe('certificates that OpenSSL made', () => {
  it.each<[Name, Name]>([
    ['by-p256', 'p256'],
    ['by-p384', 'p384'],
    ['by-rsa', 'rsa2048'],
    ['by-ed', 'ed'],
  ])('%s is accepted under %s', async (leaf, anchor) => {
    const view = await verify(leaf, anchor);
    expect(view).toMatchObject({ dnsNames: ['bank.example'], uris: ['https://bank.example/t/a'] });
    expect(view.publicJwk.crv).toBe('P-256');
  });

  it('tells the authority key identifier as OpenSSL prints it', async () => {
    const { authorityKeyIdentifiers } = await verify('by-p256', 'p256');
    const hex = authorityKeyIdentifiers.map((id) => Buffer.from(id, 'base64url').toString('hex'));
    expect(hex).toEqual(['82249d108e455598de56e31bc22a85032d7c6a14']);
  });

  it('is accepted with a purpose of its own ecosystem, and without key usage', async () => {
    await expect(verify('mdoc', 'p256')).resolves.toMatchObject({ dnsNames: ['bank.example'] });
    await expect(verify('noku', 'p256')).resolves.toMatchObject({ dnsNames: ['bank.example'] });
  });

  it('is not refused for an anchor beside its own', async () => {
    const x5c = [certificates['by-p256']];
    const trustAnchors = [certificates.narrow, certificates.noca, certificates.p256];
    await expect(
      verifyCertificateChain({ x5c, trustAnchors, now: Date.UTC(2027, 0, 1) / 1000 }),
    ).resolves.toBeDefined();
  });

  it.each<[Name, Name, string]>([
    ['sha1', 'p256', 'ERR_X509_ALGORITHM'],
    ['by-rsa1024', 'rsa1024', 'ERR_X509_ALGORITHM'],
    ['encipher', 'p256', 'ERR_X509_CONSTRAINT'],
    ['odd', 'p256', 'ERR_X509_CONSTRAINT'],
    ['by-narrow', 'narrow', 'ERR_X509_CONSTRAINT'],
    ['by-nokey', 'nokey', 'ERR_X509_CONSTRAINT'],
    ['by-noca', 'noca', 'ERR_X509_CONSTRAINT'],
    ['by-p256', 'rsa2048', 'ERR_X509_UNTRUSTED'],
  ])('%s is refused under %s: %s', async (leaf, anchor, code) => {
    await expect(verify(leaf, anchor)).rejects.toMatchObject({ code });
  });
});
