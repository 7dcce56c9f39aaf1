import { X509Certificate as NodeCertificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';

import type { P256PublicJwk } from '../jose/public-jwk.ts';
import { createTestParty, type TestParty, testRandom as random } from '../testing/test-parties.ts';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  createIntermediateAuthority,
  issueCertificate,
} from './create-certificate.ts';
import { verifyCertificateChain } from './verify-certificate-chain.ts';

const NOW = 1_790_000_000;
const base = { random, now: NOW };
const makeKeys = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

let root: CertificateAuthority;
let middle: CertificateAuthority;
let bank: TestParty;
const issue = (authority: CertificateAuthority, more: object = {}) =>
  issueCertificate({
    ...base,
    authority,
    name: 'bank.example',
    publicJwk: bank.publicJwk,
    dnsNames: ['Bank.example'],
    uris: ['https://bank.example/t/a'],
    ...more,
  });

beforeAll(async () => {
  root = await createCertificateAuthority({ ...base, name: 'Root', keys: await makeKeys() });
  middle = await createIntermediateAuthority({
    ...base,
    authority: root,
    name: 'Middle',
    keys: await makeKeys(),
    pathLength: 0,
  });
  bank = await createTestParty('ES256');
});

const verify = (x5c: readonly string[], more: object = {}) =>
  verifyCertificateChain({ x5c, trustAnchors: [root.certificate], now: NOW, ...more });

describe('certificate chain', () => {
  it('leads from leaf to anchor, as Node reads it too', async () => {
    const leaf = await issue(middle);
    const view = await verify([leaf, middle.certificate]);
    const node = new NodeCertificate(Buffer.from(leaf, 'base64'));
    expect(node.subjectAltName).toBe('DNS:Bank.example, URI:https://bank.example/t/a');
    expect(node.verify(new NodeCertificate(Buffer.from(middle.certificate, 'base64')).publicKey)).toBe(true);
    expect(view).toMatchObject({
      publicJwk: bank.publicJwk,
      dnsNames: ['bank.example'],
      uris: ['https://bank.example/t/a'],
      sha256: Buffer.from(node.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    });
    expect(view.authorityKeyIdentifiers).toHaveLength(2);
    expect(view.notAfter).toBe(Date.parse(node.validTo) / 1000);
  });

  it.each(['EdDSA', 'ES256K'] as const)('carries a key for %s', async (alg) => {
    const { publicJwk } = await createTestParty(alg);
    expect((await verify([await issue(root, { publicJwk })])).publicJwk).toEqual(publicJwk);
  });

  it('is refused when it ends elsewhere or is broken', async () => {
    const leaf = await issue(middle);
    const other = await createCertificateAuthority({ ...base, name: 'Root', keys: await makeKeys() });
    await expect(verify([leaf])).rejects.toMatchObject({ code: 'ERR_X509_UNTRUSTED' });
    await expect(verify([leaf, middle.certificate], { trustAnchors: [] })).rejects.toMatchObject({
      code: 'ERR_X509_UNTRUSTED',
    });
    await expect(verify([leaf, middle.certificate], { trustAnchors: [other.certificate] })).rejects.toMatchObject({
      code: 'ERR_X509_UNTRUSTED',
    });
    await expect(verify([middle.certificate, leaf])).rejects.toMatchObject({ code: 'ERR_X509_UNTRUSTED' });
    const sibling = await createIntermediateAuthority({
      ...base,
      authority: root,
      name: 'Middle',
      keys: await makeKeys(),
    });
    await expect(verify([leaf, sibling.certificate])).rejects.toMatchObject({ code: 'ERR_X509_CHAIN' });
  });

  it('is refused with its anchor inside, a self-signed leaf, no or too many certificates', async () => {
    const leaf = await issue(root);
    await expect(verify([leaf, root.certificate])).rejects.toMatchObject({ code: 'ERR_X509_ANCHOR_IN_CHAIN' });
    const self = await createCertificateAuthority({ ...base, name: 'Self', keys: await makeKeys() });
    await expect(verify([self.certificate])).rejects.toMatchObject({ code: 'ERR_X509_SELF_SIGNED' });
    for (const chain of [[], Array.from({ length: 6 }, () => leaf), 'x' as never]) {
      await expect(verify(chain)).rejects.toMatchObject({ code: 'ERR_X509_CHAIN' });
    }
  });

  it('is refused outside the time of any of its certificates', async () => {
    const day = 86_400;
    const leaf = await issue(root, { life: day });
    await expect(verify([leaf], { now: NOW + day })).resolves.toBeDefined();
    await expect(verify([leaf], { now: NOW + day + 1 })).rejects.toMatchObject({ code: 'ERR_X509_TIME' });
    await expect(verify([leaf], { now: NOW - 61 })).rejects.toMatchObject({ code: 'ERR_X509_TIME' });
    const brief = await createCertificateAuthority({ ...base, name: 'Brief', keys: await makeKeys(), life: day });
    const long = await issue(brief);
    const options = { trustAnchors: [brief.certificate], now: NOW + 2 * day };
    await expect(verify([long], options)).rejects.toMatchObject({ code: 'ERR_X509_TIME' });
  });

  it('is refused when a leaf issues, a path is too long, or an authority signs', async () => {
    const pair = await makeKeys();
    const publicJwk = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as unknown as P256PublicJwk;
    const { kty, crv, x, y } = publicJwk;
    const mallory = {
      certificate: await issue(root, { publicJwk: { kty, crv, x, y }, name: 'Mallory' }),
      privateKey: pair.privateKey,
    };
    const forged = await issue(mallory);
    await expect(verify([forged, mallory.certificate])).rejects.toMatchObject({ code: 'ERR_X509_CONSTRAINT' });
    const lower = await createIntermediateAuthority({
      ...base,
      authority: middle,
      name: 'Lower',
      keys: await makeKeys(),
    });
    const deep = await issue(lower);
    await expect(verify([deep, lower.certificate, middle.certificate])).rejects.toMatchObject({
      code: 'ERR_X509_CONSTRAINT',
    });
    await expect(verify([middle.certificate])).rejects.toMatchObject({ code: 'ERR_X509_CONSTRAINT' });
  });

  it('is refused with a changed byte or another spelling', async () => {
    const leaf = await issue(root);
    const bytes = Buffer.from(leaf, 'base64');
    bytes[bytes.length - 5]! ^= 1;
    await expect(verify([bytes.toString('base64')])).rejects.toMatchObject({ code: 'ERR_X509_UNTRUSTED' });
    const spoiled = [
      '',
      'AAAA',
      `${leaf.slice(0, -4)}`,
      `${leaf} `,
      Buffer.from(leaf, 'base64').toString('base64url'),
      Buffer.concat([Buffer.from(leaf, 'base64'), Buffer.from([0])]).toString('base64'),
      `-----BEGIN CERTIFICATE-----\n${leaf}\n-----END CERTIFICATE-----`,
      'A'.repeat(20_000),
    ];
    for (const text of spoiled) await expect(verify([text])).rejects.toMatchObject({ code: 'ERR_X509_MALFORMED' });
  });

  it('is refused when a certificate names its issuer and is not signed by it', async () => {
    const spoiled = Buffer.from(await issue(middle), 'base64');
    spoiled[spoiled.length - 5]! ^= 1;
    await expect(verify([spoiled.toString('base64'), middle.certificate])).rejects.toMatchObject({
      code: 'ERR_X509_SIGNATURE',
    });
  });

  it('never crashes on a mangled certificate', async () => {
    const leaf = Buffer.from(await issue(root), 'base64');
    for (let position = 0; position < leaf.length; position += 3) {
      const bytes = Buffer.from(leaf);
      bytes[position]! ^= 1 << (position % 8);
      const outcome = verify([bytes.toString('base64')]);
      await expect(outcome).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_X509_/) });
    }
  });
});
