import { parseCompactJws, resolveDid, verifySdJwtVc, verifyVcJwt } from '@postern/credential';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestClient, fetchCredential, now, redeem } from './test-support/test-client.ts';
import { apply, approve, enrolStaff } from './test-support/test-staff.ts';
import { createTestWallet } from './test-support/test-wallet.ts';

const clock = { now };
const DID = 'did:web:localhost%3A6428:t:demo-bank';
const CONFIGURATIONS = ['kyc_person_sdjwt', 'kyc_person_jwt', 'postern_seal'];

let host: TestIssuer;
beforeAll(async () => {
  host = await startTestIssuer({
    port: 6428,
    env: {
      ISSUER_PKCS11_LIBRARY: process.env.POSTERN_HSM_LIBRARY ?? '',
      ISSUER_PKCS11_TOKEN: process.env.POSTERN_HSM_TOKEN ?? '',
      ISSUER_PKCS11_PIN: process.env.POSTERN_HSM_PIN ?? '',
    },
  });
}, 120_000);
afterAll(() => host.stop());

const fetchText = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};
const resolve = (did: string) => resolveDid({ did, fetchText, allowLoopbackHttp: true });

describe('an issuer whose keys are on a hardware token', () => {
  it('makes its key there, and issues all formats with it before and after a restart', async () => {
    await host.registerLeaf();
    const maker = await enrolStaff(host, 'maker');
    const checker = await enrolStaff(host, 'checker');
    const client = await createTestClient();
    const wallet = await createTestWallet(9n);
    const offer = await approve(host, { applied: await apply(host, {}), maker, checker });
    const token = String((await redeem(host, { client, ...offer })).body.access_token);
    const receive = async (configurationId: string): Promise<string> => {
      const json = { credential_configuration_id: configurationId };
      const answer = await fetchCredential(host, { client, token, wallet, json });
      return (answer.body.credentials as { credential: string }[])[0]!.credential;
    };

    const [sdJwt, vcJwt] = [await receive(CONFIGURATIONS[0]!), await receive(CONFIGURATIONS[1]!)];
    await host.restart();
    const seal = await receive(CONFIGURATIONS[2]!);

    const sd = await verifySdJwtVc({
      token: sdJwt,
      clock,
      expectedVct: `${host.issuer}/vct/kyc-person/1`,
      resolveIssuerKey: async () => (await resolve(DID)).keys[0]!.publicJwk,
    });
    expect(sd.claims.family_name).toBeDefined();
    for (const jwt of [vcJwt, seal]) {
      await expect(verifyVcJwt({ jwt, clock, resolveDid: resolve })).resolves.toMatchObject({ issuer: DID });
    }
    expect(parseCompactJws(seal).header.alg).toBe('ES256');
    const keys = await host.container.context.store.transaction((transaction) =>
      transaction.listTenantKeys('demo-bank'),
    );
    expect(keys).toHaveLength(1);
  });
});
