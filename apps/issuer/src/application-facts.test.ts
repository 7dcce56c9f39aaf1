import {
  assertSealMatchesClaims,
  PERSON_SLOT,
  resolveDid,
  type Seal,
  sealFromClaims,
  verifySdJwtVc,
  verifyVcJwt,
} from '@postern/credential';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, approve, createApplication, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { ask, askCredential, askToken, createTestWallet, fetchNonce } from './test-support/test-wallet.ts';

const secondsOf = (moment: string) => Date.parse(moment) / 1000;
const MID_MARCH = secondsOf('2027-03-15T12:00:00Z');

let time = MID_MARCH;
const clock = { now: () => time };
let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_990, clock, env: { ISSUER_MARK_TEST_DATA: 'true' } });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
}, 120_000);
afterAll(() => host.stop());

const passport = (change: Record<string, unknown> = {}) => {
  people += 1;
  return { type: 'passport', number: `F${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01', ...change };
};
const post = (overrides: Record<string, unknown>) =>
  ask(`${host.issuer}/applications`, {
    json: createApplication({ familyName: `Person${people}`, document: passport(), ...overrides }),
  });

/** What a bank issues from an application: the claims of the SD-JWT VC and the seal, as their holder reads them. */
async function issue(overrides: Record<string, unknown>, exceptions: { blocker: string; reason: string }[] = []) {
  const document = passport();
  const birthDate = new Date(Date.UTC(1973, 0, people)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Person${people}`, birthDate, document, ...overrides });
  const { code, txCode } = await approve(host, { applied, maker, checker, exceptions });
  const token = String((await askToken({ issuer: host.issuer, code, txCode })).body.access_token);
  const wallet = await createTestWallet(BigInt(5000 + people));
  const receive = async (configurationId: string) => {
    const nonce = await fetchNonce(host.issuer);
    const proofs = [await wallet.prove({ aud: host.issuer, nonce, payload: { iat: time } })];
    const answer = await askCredential({ issuer: host.issuer, token, configurationId, proofs });
    expect(answer.body).toMatchObject({ credentials: [{ credential: expect.any(String) }] });
    return (answer.body.credentials as { credential: string }[])[0]!.credential;
  };
  const [sdJwt, sealJwt] = [await receive('kyc_person_sdjwt'), await receive('postern_seal')];
  const verify = async () => {
    const { keys } = await resolve();
    const expectedVct = `${host.issuer}/vct/kyc-person/1`;
    const resolveIssuerKey = async () => keys[0]!.publicJwk;
    const { claims } = await verifySdJwtVc({ token: sdJwt, clock, expectedVct, resolveIssuerKey });
    const expectedType = 'KycSealCredential';
    const { credentialSubject } = await verifyVcJwt({ jwt: sealJwt, clock, expectedType, resolveDid: resolve });
    return { claims, seal: sealFromClaims(credentialSubject['seal']) };
  };
  const { claims, seal } = await verify();
  assertSealMatchesClaims({ seal, claims });
  return { claims, seal, verify };
}

const resolve = () =>
  resolveDid({
    did: 'did:web:localhost%3A18990:t:demo-bank',
    allowLoopbackHttp: true,
    fetchText: async (url) => {
      const response = await fetch(url);
      return { status: response.status, text: await response.text() };
    },
  });
const slots = ({ values }: Seal, ...names: (keyof typeof PERSON_SLOT)[]) =>
  names.map((name) => values[PERSON_SLOT[name]]);

describe('the last day of a document', () => {
  it.each([
    ['2027-03-20T00:00:00Z', 201],
    ['2027-03-20T23:59:59Z', 201],
    ['2027-03-21T00:00:00Z', 422],
  ])('at %s an application answers %i', async (moment, status) => {
    time = secondsOf(moment);
    const answer = await post({ document: passport({ expiresOn: '2027-03-20' }) });
    time = MID_MARCH;
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.code).toBe('ERR_APPLICATION_DOCUMENT_EXPIRED');
  });

  it('is the last of the credentials too, through its last second', async () => {
    const { seal, verify } = await issue({ document: passport({ expiresOn: '2027-03-31' }) });
    expect(seal.validUntil).toBe(secondsOf('2027-04-01T00:00:00Z'));
    for (const moment of ['2027-03-31T00:00:00Z', '2027-03-31T23:59:59Z']) {
      time = secondsOf(moment);
      await expect(verify()).resolves.toBeDefined();
    }
    time = secondsOf('2027-04-01T00:00:00Z');
    await expect(verify()).rejects.toMatchObject({ code: 'ERR_SD_JWT_EXPIRED' });
    time = MID_MARCH;
  });
});

describe('people without a country', () => {
  it('are issued to, and stay who they are in every encoding', async () => {
    const { claims, seal } = await issue({
      nationalities: ['XXA'],
      document: passport({ type: 'residence_permit', issuingCountry: 'XXA' }),
    });
    expect(claims).toMatchObject({ nationalities: ['XXA'], document: { issuing_country: 'XXA' } });
    expect(slots(seal, 'nationality', 'nationality2', 'residence')).toEqual([990n, 990n, 276n]);
  });

  it('may be refugees of a known nationality', async () => {
    const { seal } = await issue({ nationalities: ['XXB', 'SY'] });
    expect(slots(seal, 'nationality', 'nationality2')).toEqual([991n, 760n]);
  });

  it.each<[Record<string, unknown>, number, string]>([
    [{ residence: 'XXA' }, 400, 'ERR_REQUEST_INVALID'],
    [{ taxResidence: 'XXB' }, 400, 'ERR_REQUEST_INVALID'],
    [{ taxResidence: 'ZZ' }, 422, 'ERR_COUNTRY_UNKNOWN'],
    [{ nationalities: ['XXD'] }, 400, 'ERR_REQUEST_INVALID'],
    [{ nationalities: ['XXA', 'FR'] }, 400, 'ERR_REQUEST_INVALID'],
    [{ nationalities: ['FR', 'XXX'] }, 400, 'ERR_REQUEST_INVALID'],
    [{ nationalities: ['XX'] }, 422, 'ERR_COUNTRY_UNKNOWN'],
  ])('are no country to live in, nor a second nationality: %j', async (overrides, status, code) => {
    const answer = await post(overrides);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('people whom a form leaves out', () => {
  it('without a fixed address and an end of the document are issued to without a made-up value', async () => {
    const { claims, seal } = await issue({ address: null, document: passport({ expiresOn: null }) });
    expect(claims).toMatchObject({ address: { country: 'DE', region_code: 0 }, document: { issuing_country: 'GR' } });
    expect(claims['address']).not.toHaveProperty('locality');
    expect(claims['document']).not.toHaveProperty('date_of_expiry');
    expect(slots(seal, 'documentExpiry')).toEqual([0n]);
    expect(seal.validUntil).toBe(secondsOf('2028-04-01T00:00:00Z'));
  });

  it('with a third nationality wait for two people who sign an exception', async () => {
    const nationalities = ['FR', 'MA', 'CA'];
    const refused = issue({ nationalities });
    await expect(refused).rejects.toThrow();
    const reason = 'All three passports were seen.';
    const { claims, seal } = await issue({ nationalities }, [{ blocker: 'more_nationalities', reason }]);
    expect(claims).toMatchObject({ nationalities });
    expect(slots(seal, 'nationality', 'nationality2')).toEqual([250n, 999n]);
  });

  it.each<[Record<string, unknown>, number]>([
    [{ nationalities: ['FR', 'FR'] }, 400],
    [{ nationalities: ['FR', 'MA', 'FR'] }, 400],
    [{ familyName: 'Smith\u202Egnp.exe' }, 400],
    [{ familyName: 'A\u0000da' }, 400],
    [{ familyName: '\uD800Ada' }, 400],
    [{ familyName: '\u200B\u200D' }, 400],
    [{ givenName: 'Ada\nLovelace' }, 400],
    [{ latinName: '1234' }, 400],
    [{ address: { street: '1\u202E', locality: 'Berlin', postalCode: '' } }, 400],
    [{ familyName: 'علی\u200Cرضا' }, 201],
    [{ familyName: 'O' }, 201],
    [{ familyName: '<b>Ada</b>' }, 201],
    [{ email: 'jörg+kyc@exämple.org' }, 201],
    [{ email: 'ada@localhost' }, 400],
  ])('apply with readable facts only: %j answers %i', async (overrides, status) => {
    const answer = await post(overrides);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.code).toBe('ERR_REQUEST_INVALID');
  });
});

describe('a fact that nobody established', () => {
  it('is in no credential: no screening, no tax residence', async () => {
    const { claims, seal } = await issue({});
    expect(claims).not.toHaveProperty('screened_at');
    expect(claims).not.toHaveProperty('tax_residence');
    expect(slots(seal, 'screenedAt', 'taxResidence', 'residence')).toEqual([0n, 0n, 276n]);
  });

  it('is there once it is stated', async () => {
    const { claims, seal } = await issue({ taxResidence: 'FR' });
    expect(claims).toMatchObject({ tax_residence: 'FR' });
    expect(slots(seal, 'taxResidence', 'residence')).toEqual([250n, 276n]);
  });

  it('is not promised by the type either', async () => {
    const { body } = await ask(`${host.url}/.well-known/openid-credential-issuer/t/demo-bank`);
    const configurations = body.credential_configurations_supported as Record<
      string,
      { credential_metadata: { claims: { path: string[]; mandatory: boolean }[] } }
    >;
    const { claims } = configurations['kyc_person_sdjwt']!.credential_metadata;
    const promised = claims.filter(({ mandatory }) => mandatory).map(({ path }) => path.join('.'));
    for (const fact of ['latin_name', 'tax_residence', 'screened_at', 'age_over_18'])
      expect(promised).not.toContain(fact);
    expect(promised).toContain('family_name');
  });
});

it('a bank of made-up people says so in what it issues', async () => {
  const { claims, seal } = await issue({});
  expect(claims.checks).toContain('test_data');
  expect((slots(seal, 'flags')[0]! >> 12n) & 1n).toBe(1n);
});
