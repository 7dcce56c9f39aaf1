import {
  createIssuerKeyResolver,
  parseCompactJws,
  resolveDid,
  type ResolvedDid,
  signCompactJws,
  verifySdJwtVc,
  verifyVcJwt,
} from '@postern/credential';
import { askDidJwtVc } from '@postern/credential/second-opinion';
import { requireTenant } from '@postern/issuer';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestDevice, credentialOf, type TestDevice } from './test-support/test-device.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { type Answer, ask } from './test-support/test-wallet.ts';

const clock = { now: () => Math.floor(Date.now() / 1000) };
let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let device: TestDevice;

beforeAll(async () => {
  host = await startTestIssuer({ port: 6430, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '1000' } });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  const applied = await apply(host);
  device = await createTestDevice({ host, clock, secret: 77n });
  await device.redeem(await approve(host, { applied, maker, checker }));
}, 120_000);
afterAll(() => host.stop());

const fetchText = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
};
const DID = 'did:web:localhost%3A6430:t:demo-bank';
/** As holder and verifier read it. */
const resolve = (did: string) => resolveDid({ did, fetchText, allowLoopbackHttp: true });
/** As software that knows of relationships and nothing of `revoked` reads it. */
const resolvePlainly = async (): Promise<ResolvedDid> => {
  const { body } = await ask(`${host.issuer}/did.json`);
  const methods = body.verificationMethod as { id: string; publicKeyJwk: never }[];
  const related = body.assertionMethod as string[];
  const keys = methods
    .filter(({ id }) => related.includes(id))
    .map(({ id, publicKeyJwk }) => ({ id, publicJwk: publicKeyJwk }));
  return { id: DID, keys, document: body };
};
const standsForUs = (jwt: string) =>
  verifyVcJwt({ jwt, clock, resolveDid: resolve } as never).then(
    () => true,
    () => false,
  );
const standsForOthers = (jwt: string) => askDidJwtVc({ jwt, resolveDid: resolvePlainly, clock });
const sdJwtStands = (token: string) =>
  verifySdJwtVc({
    token,
    clock,
    expectedVct: `${host.issuer}/vct/kyc-person/1`,
    resolveIssuerKey: ({ header: { x5c: _chain, ...header }, ...query }) =>
      createIssuerKeyResolver({ fetchText, resolveDid: resolve, clock, allowLoopbackHttp: true })({ ...query, header }),
  }).then(
    () => true,
    () => false,
  );

const step = async (staff: TestStaff, name: 'propose' | 'confirm' | 'withdraw', keyName = 'key-1'): Promise<Answer> => {
  const { body } = await staff.post('/step-up/options', { action: `${name}-key-revocation`, target: keyName });
  const { challenge } = body.options as { challenge: string };
  const assertion = staff.authenticator?.assert({ challenge, rpId: 'localhost', origin: host.portalUrl }) ?? null;
  return staff.post(`/keys/${keyName}/revocation`, { step: name, assertion });
};
const codeOf = async (answer: Promise<Answer>) => (await answer).body.code;

it('two people revoke a stolen signing key: nothing stands under it, and wallets get everything anew', async () => {
  const vc = credentialOf(await device.request('kyc_person_jwt'));
  const sdJwt = credentialOf(await device.request('kyc_person_sdjwt'));
  expect([await standsForUs(vc), await standsForOthers(vc), await sdJwtStands(sdJwt)]).toEqual([true, true, true]);
  // What the thief can do with it: sign anything, and date it back.
  const { context, agent } = host.container;
  const tenant = await requireTenant(context, TENANT);
  const [stolen] = await context.store.read((reader) => reader.listTenantKeys(TENANT));
  const { header, payload } = parseCompactJws(vc);
  const forge = (iat: number) =>
    signCompactJws({
      header: header as { typ: string },
      payload: { ...payload, iat, nbf: iat } as never,
      signer: agent.signer.keySigner(stolen?.kid ?? ''),
    });

  expect(await codeOf(step(checker, 'confirm'))).toBe('ERR_TENANT_KEY');
  expect(await codeOf(checker.post('/keys/key-1/revocation', { step: 'propose', assertion: null }))).toBe(
    'ERR_STAFF_STEP_UP',
  );
  expect((await step(checker, 'propose')).status).toBe(200);
  expect(await codeOf(step(checker, 'confirm'))).toBe('ERR_CASE_SAME_APPROVER');
  expect(await codeOf(step(maker, 'confirm'))).toBe('ERR_STAFF_ROLE');
  expect(await standsForUs(vc)).toBe(true);
  expect((await step(maker, 'withdraw')).status).toBe(200);
  expect(await codeOf(step(checker, 'confirm'))).toBe('ERR_TENANT_KEY');
  expect((await step(maker, 'propose')).status).toBe(200);
  expect((await step(checker, 'confirm')).status).toBe(200);

  const document = (await ask(`${host.issuer}/did.json`)).body;
  expect(document.verificationMethod).toMatchObject([
    { id: `${DID}#key-1`, revoked: expect.stringMatching(/^20\d\d-.*Z$/) as string },
    { id: `${DID}#key-2` },
    {},
  ]);
  expect([document.assertionMethod, document.authentication]).toEqual([[`${DID}#key-2`], [`${DID}#key-2`]]);
  const { keys } = (await ask(`${host.issuer}/jwks.json`)).body as { keys: { x: string }[] };
  expect(keys.map(({ x }) => x)).not.toContain(tenant.publicJwk.x);

  const dates = [clock.now(), clock.now() - 7 * 86_400];
  for (const jwt of [vc, ...(await Promise.all(dates.map(forge)))]) {
    expect([await standsForUs(jwt), await standsForOthers(jwt)]).toEqual([false, false]);
  }
  expect(await sdJwtStands(sdJwt)).toBe(false);
  expect(await codeOf(step(maker, 'propose'))).toBe('ERR_TENANT_KEY');

  // The way to new ones: the grant that the wallet has.
  expect((await device.refresh()).status).toBe(200);
  const anew = [
    credentialOf(await device.request('kyc_person_jwt')),
    credentialOf(await device.request('kyc_person_sdjwt')),
  ] as const;
  expect([await standsForUs(anew[0]), await standsForOthers(anew[0]), await sdJwtStands(anew[1])]).toEqual([
    true,
    true,
    true,
  ]);
  const list = await fetchText(`${host.issuer}/status/token/1`);
  expect(parseCompactJws(list.text).header.kid).not.toBe(parseCompactJws(sdJwt.split('~')[0] ?? '').header.kid);
  const entries = await context.store.read((reader) => reader.listAudit(TENANT));
  expect(entries.map(({ action }) => action).filter((action) => action.startsWith('key_rev'))).toEqual([
    'key_revocation_proposed',
    'key_revocation_withdrawn',
    'key_revocation_proposed',
    'key_revoked',
  ]);
}, 60_000);
