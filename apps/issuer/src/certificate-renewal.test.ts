import { createCertificateAuthority, issueCertificate, verifyCertificateChain } from '@postern/credential/x509';
import { saveCertificates } from '@postern/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from './test-support/start-test-issuer.ts';
import { random } from './test-support/test-client.ts';
import { ask } from './test-support/test-wallet.ts';

const DAY = 86_400;
const START = Math.floor(Date.now() / 1000);
let time = START;
let host: TestIssuer;

beforeAll(async () => {
  host = await startTestIssuer({ port: 6444, clock: { now: () => time } });
}, 120_000);
afterAll(() => host.stop());

const startAfter = async (days: number): Promise<void> => {
  time = START + days * DAY;
  await host.restart();
};
const readKey = async () => {
  const [key] = (await ask(`${host.issuer}/jwks.json`)).body.keys as { x: string; kid: string; x5c: string[] }[];
  return key!;
};
const verify = async (x5c: readonly string[], days: number) => {
  const { anchor } = await host.internal<{ anchor: string }>('keys/anchor');
  return verifyCertificateChain({ x5c, trustAnchors: [anchor], now: START + days * DAY });
};

describe('a certificate of the development authority', () => {
  it('is left while a third of its year remains, then renewed at a start for the same key', async () => {
    const first = await readKey();
    await startAfter(243);
    expect((await readKey()).x5c).toEqual(first.x5c);

    await startAfter(244);
    const second = await readKey();
    expect(second.x5c).not.toEqual(first.x5c);
    expect({ ...second, x5c: [] }).toEqual({ ...first, x5c: [] });
    const view = await verify(second.x5c, 244 + 364);
    expect(view.publicJwk).toMatchObject({ x: second.x });
    expect(view.uris).toContain(host.issuer);
    // What carries the old chain stands as long as that chain does, and no longer.
    await expect(verify(first.x5c, 364)).resolves.toMatchObject({ publicJwk: { x: first.x } });
    await expect(verify(first.x5c, 366)).rejects.toMatchObject({ code: 'ERR_X509_TIME' });

    // A service that was off for long.
    await startAfter(244 + 400);
    await expect(verify((await readKey()).x5c, 244 + 400)).resolves.toBeDefined();
  });

  it("does not take the place of an operator's, however little that has left", async () => {
    const { publicJwk } = (await host.container.context.store.read((reader) => reader.findTenant(TENANT)))!;
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Bank CA', keys, now: time, random });
    const leaf = await issueCertificate({ authority, name: 'Aurora Bank', publicJwk, now: time, random, life: DAY });
    await saveCertificates(host.container.context, { tenant: TENANT, certificates: [leaf] });
    await startAfter(1000);
    expect((await readKey()).x5c).toEqual([leaf]);
  });
});
