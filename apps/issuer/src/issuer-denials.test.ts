import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, TENANT, type TestIssuer } from './test-support/start-test-issuer.ts';
import {
  apply,
  approve,
  ASSESSMENT,
  createApplication,
  enrolStaff,
  readApplication,
  readOpenOffer,
  signInForDemo,
  takeMeasure,
  type TestStaff,
} from './test-support/test-staff.ts';
import {
  ask,
  askCredential,
  askToken,
  createTestWallet,
  fetchNonce,
  type TestWallet,
} from './test-support/test-wallet.ts';

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let secondChecker: TestStaff;
let wallet: TestWallet;
let people = 0;

/** Another person every time. */
const someone = () => {
  people += 1;
  return {
    familyName: `Person${people}`,
    birthDate: new Date(Date.UTC(1975, 0, people)).toISOString().slice(0, 10),
    document: { type: 'passport', number: `P${1000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' },
  };
};
const wrong = (txCode: string, step = 1) => String((Number(txCode) + step) % 1_000_000).padStart(6, '0');

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_910, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' } });
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  secondChecker = await signInForDemo(host, 'second-checker');
  wallet = await createTestWallet(77n);
}, 120_000);
afterAll(() => host.stop());

const openToken = async (overrides: Record<string, unknown> = someone()) => {
  const applied = await apply(host, overrides);
  const { code, txCode } = await approve(host, { applied, maker, checker });
  const answer = await askToken({ issuer: host.issuer, code, txCode });
  return { applied, token: String(answer.body.access_token) };
};
const prove = async (options: Partial<Parameters<TestWallet['prove']>[0]> = {}) =>
  wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer), ...options });

describe('an application', () => {
  it('is refused with unknown members, an expired document or an impossible birth date', async () => {
    const post = (json: unknown) => ask(`${host.issuer}/applications`, { json });
    expect((await post(createApplication({ admin: true }))).body.code).toBe('ERR_REQUEST_INVALID');
    const document = { type: 'passport', number: 'A1234', issuingCountry: 'GR', expiresOn: '2020-01-01' };
    expect((await post(createApplication({ document }))).body.code).toBe('ERR_APPLICATION_DOCUMENT_EXPIRED');
    expect((await post(createApplication({ birthDate: '2999-01-01' }))).body.code).toBe('ERR_APPLICATION_BIRTH_DATE');
    expect((await post(createApplication({ residence: 'ZZ' }))).body.code).toBe('ERR_COUNTRY_UNKNOWN');
    const elsewhere = await ask(`${host.url}/t/other-bank/applications`, { json: createApplication() });
    expect(elsewhere.body.code).toBe('ERR_TENANT_UNKNOWN');
  });

  it('shows its status to its own token only', async () => {
    const applied = await apply(host, someone());
    expect((await readApplication(host, applied)).status).toBe(200);
    const other = await apply(host, someone());
    const crossed = await readApplication(host, { ...applied, statusToken: other.statusToken });
    expect(crossed.body.code).toBe('ERR_APPLICATION_STATUS_TOKEN');
  });
});

describe('a decision', () => {
  it('follows the case machine', async () => {
    const { applicationId } = await apply(host, someone());
    expect((await checker.decide(applicationId, { action: 'approve' })).body.code).toBe('ERR_CASE_TRANSITION');
    const measure = { action: 'propose_measure', measure: 'revoke', reason: 'too early' };
    expect((await maker.decide(applicationId, measure)).body.code).toBe('ERR_CASE_TRANSITION');
    expect((await maker.decide('nowhere', { action: 'start_review' })).body.code).toBe('ERR_CASE_UNKNOWN');
  });

  it('is not approved by the one who proposed it, nor by an analyst', async () => {
    const { applicationId } = await apply(host, someone());
    await checker.decide(applicationId, { action: 'start_review' });
    const proposed = await checker.decide(applicationId, { action: 'propose', assessment: ASSESSMENT });
    expect(proposed.body.state).toBe('second_approval');
    expect(proposed.body.actions).not.toContain('approve');
    expect((await checker.decide(applicationId, { action: 'approve' })).body.code).toBe('ERR_CASE_SAME_APPROVER');
    expect((await maker.decide(applicationId, { action: 'approve' })).body.code).toBe('ERR_CASE_ROLE');
    expect((await secondChecker.decide(applicationId, { action: 'approve' })).body.state).toBe('approved');
  });

  it('needs the passkey of its own person over its own hash', async () => {
    const { applicationId } = await apply(host, someone());
    await maker.decide(applicationId, { action: 'start_review' });
    const draft = { action: 'propose', assessment: ASSESSMENT };
    const prepared = await maker.post(`/cases/${applicationId}/decisions/options`, draft);
    const { challenge } = prepared.body.options as { challenge: string };
    const { decisionHash } = prepared.body;
    const sign = (staff: TestStaff, over: string, origin = host.portalUrl) =>
      staff.authenticator!.assert({ challenge: over, rpId: 'localhost', origin });
    const send = (body: object) => maker.post(`/cases/${applicationId}/decisions`, { ...draft, decisionHash, ...body });
    for (const assertion of [
      null,
      sign(checker, challenge),
      sign(maker, Buffer.from('another hash').toString('base64url')),
      sign(maker, challenge, 'http://localhost:4103'),
    ]) {
      expect((await send({ assertion })).body.code).toBe('ERR_DECISION_SIGNATURE');
    }
    const edited = { ...ASSESSMENT, findings: ASSESSMENT.findings.slice(0, 2) };
    expect((await send({ assessment: edited, assertion: sign(maker, challenge) })).body.code).toBe(
      'ERR_DECISION_MISMATCH',
    );
    expect((await send({ assertion: sign(maker, challenge) })).body.state).toBe('second_approval');
    expect((await send({ assertion: sign(maker, challenge) })).body.code).toBe('ERR_DECISION_UNKNOWN');
  });

  it('voids the approval when the case is edited in between', async () => {
    const { applicationId } = await apply(host, someone());
    await maker.decide(applicationId, { action: 'start_review' });
    await maker.decide(applicationId, { action: 'propose', assessment: ASSESSMENT });
    const path = `/cases/${applicationId}/decisions`;
    const prepared = await checker.post(`${path}/options`, { action: 'approve' });
    expect((await checker.decide(applicationId, { action: 'return', reason: 'see page 2' })).body.state).toBe(
      'in_review',
    );
    await maker.decide(applicationId, { action: 'propose', assessment: { ...ASSESSMENT, channel: 'in_person' } });
    const { challenge } = prepared.body.options as { challenge: string };
    const assertion = checker.authenticator!.assert({ challenge, rpId: 'localhost', origin: host.portalUrl });
    const stale = await checker.post(path, { action: 'approve', decisionHash: prepared.body.decisionHash, assertion });
    expect(stale.body.code).toBe('ERR_CASE_CHANGED');
    const other = await checker.decide(applicationId, { action: 'approve', assessment: ASSESSMENT });
    expect(other.body.code).toBe('ERR_DECISION_ASSESSMENT_CHANGED');
  });

  it('takes no write from another origin, and nothing without a session', async () => {
    const { applicationId } = await apply(host, someone());
    const path = `/cases/${applicationId}/decisions/options`;
    for (const origin of ['http://localhost:18912', host.url, 'null']) {
      const refused = await maker.post(path, { action: 'start_review' }, { origin });
      expect(refused.body.code).toBe('ERR_ORIGIN_NOT_ALLOWED');
    }
    const nobody = await ask(`${host.url}/staff/cases`);
    expect(nobody.body.code).toBe('ERR_STAFF_SESSION');
    const forged = await ask(`${host.url}/staff/cases`, {
      headers: { cookie: `postern_portal_session=${'A'.repeat(43)}` },
    });
    expect(forged.body.code).toBe('ERR_STAFF_SESSION');
  });
});

describe('sign-in', () => {
  it('accepts a passkey once per challenge', async () => {
    const headers = { origin: host.portalUrl };
    const prepared = await ask(`${host.url}/staff/sign-in/options`, { json: {}, headers });
    const { challenge } = prepared.body.options as { challenge: string };
    const response = maker.authenticator!.assert({ challenge, rpId: 'localhost', origin: host.portalUrl });
    const first = await ask(`${host.url}/staff/sign-in`, { json: { response }, headers });
    expect(first.body.staff).toMatchObject({ staffId: 'maker', method: 'passkey' });
    const cookie = first.headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/^postern_portal_session=[\w-]{43};.*HttpOnly.*SameSite=Strict/);
    const again = await ask(`${host.url}/staff/sign-in`, { json: { response }, headers });
    expect(again.body.code).toBe('ERR_STAFF_SIGN_IN');
    const log = await host.container.context.store.read((reader) => reader.listAudit(TENANT));
    const { actor, details } = log.findLast(({ action }) => action === 'sign_in_refused') ?? {};
    expect({ actor, details }).toEqual({ actor: 'unknown', details: { method: 'passkey' } });
    const value = { cookie: cookie.split(';')[0] ?? '', ...headers };
    expect((await ask(`${host.url}/staff/sign-out`, { json: {}, headers: value })).status).toBe(204);
    expect((await ask(`${host.url}/staff/cases`, { headers: value })).body.code).toBe('ERR_STAFF_SESSION');
  });

  it('refuses a used enrolment link and an internal call without the launcher token', async () => {
    const headers = { origin: host.portalUrl };
    const spent = await ask(`${host.url}/staff/enrolment/options`, { json: { token: 'used-or-made-up' }, headers });
    expect(spent.body.code).toBe('ERR_STAFF_ENROLMENT');
    for (const token of ['', 'wrong']) {
      const refused = await ask(`${host.url}/internal/enrolment-links`, { headers: { 'x-postern-launcher': token } });
      expect(refused.body.code).toBe('ERR_STAFF_LAUNCHER');
    }
  });
});

describe('the transaction code', () => {
  it('locks the offer at the fifth wrong try: the right code is refused then', async () => {
    const applied = await apply(host, someone());
    const { code, txCode } = await approve(host, { applied, maker, checker });
    expect((await askToken({ issuer: host.issuer, code })).body).toMatchObject({ error: 'invalid_request' });
    for (let guess = 1; guess <= 5; guess += 1) {
      const answer = await askToken({ issuer: host.issuer, code, txCode: wrong(txCode, guess) });
      expect(answer.body.error).toBe('invalid_grant');
    }
    expect((await askToken({ issuer: host.issuer, code, txCode })).body.error).toBe('invalid_grant');
    const detail = await checker.get(`/cases/${applied.applicationId}`);
    expect(detail.body.offer).toMatchObject({ state: 'locked' });
    const fresh = await checker.post(`/cases/${applied.applicationId}/offers`, {});
    expect(fresh.body.offer).toMatchObject({ state: 'open' });
    const reopened = await readOpenOffer(host, { applied, staff: checker });
    expect((await askToken({ issuer: host.issuer, ...reopened })).status).toBe(200);
  });

  it('gives parallel guesses five tries together, and one of two right redemptions', async () => {
    const guessed = await apply(host, someone());
    const offer = await approve(host, { applied: guessed, maker, checker });
    const guesses = Array.from({ length: 12 }, (_, step) =>
      askToken({ issuer: host.issuer, code: offer.code, txCode: wrong(offer.txCode, step + 1) }),
    );
    for (const answer of await Promise.all(guesses)) expect(answer.body.error).toBe('invalid_grant');
    expect((await askToken({ issuer: host.issuer, ...offer })).body.error).toBe('invalid_grant');

    const redeemed = await apply(host, someone());
    const second = await approve(host, { applied: redeemed, maker, checker });
    const both = await Promise.all([1, 2, 3].map(() => askToken({ issuer: host.issuer, ...second })));
    expect(both.map((answer) => answer.status).toSorted()).toEqual([200, 400, 400]);
  });

  it('leaves the offer alone for a foreign code and another grant', async () => {
    expect((await askToken({ issuer: host.issuer, code: 'made-up', txCode: '123456' })).body.error).toBe(
      'invalid_grant',
    );
    const other = await ask(`${host.issuer}/token`, { form: { grant_type: 'password', username: 'x' } });
    expect(other.body.error).toBe('unsupported_grant_type');
    const empty = await ask(`${host.issuer}/token`, { form: {} });
    expect(empty.body.error).toBe('invalid_request');
  });
});

describe('a credential request', () => {
  it('is refused for every proof that does not stand', async () => {
    const { token } = await openToken();
    const request = (proofs: readonly string[], configurationId = 'kyc_person_sdjwt') =>
      askCredential({ issuer: host.issuer, token, configurationId, proofs });
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      await prove({ aud: 'http://localhost:9/t/demo-bank' }),
      await prove({ header: { typ: 'JWT' } }),
      await prove({ header: { alg: 'none' } }),
      await prove({ header: { kid: 'did:jwk:abc#0' } }),
      await prove({ payload: { iss: 'client' } }),
      await prove({ payload: { iat: now - 3600 } }),
      await prove({ payload: { iat: now + 3600 } }),
      'not-a-jws',
    ];
    for (const proof of bad) expect((await request([proof])).body.error).toBe('invalid_proof');
    const proof = await prove();
    expect((await request([proof, proof])).body.error).toBe('invalid_proof');
    expect((await request([await prove({ nonce: 'A'.repeat(43) })])).body.error).toBe('invalid_nonce');
    expect((await request([proof], 'unknown')).body.error).toBe('unknown_credential_configuration');
    const bare = await ask(`${host.issuer}/credential`, {
      json: { credential_configuration_id: 'kyc_person_sdjwt' },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(bare.body.error).toBe('invalid_proof');
    const twoKinds = await ask(`${host.issuer}/credential`, {
      json: { credential_configuration_id: 'kyc_person_sdjwt', proofs: { jwt: [proof], attestation: ['x'] } },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(twoKinds.body.error).toBe('invalid_credential_request');
    expect((await request([proof])).status).toBe(200);
    expect((await request([proof])).body.error).toBe('invalid_nonce');
  });

  it('gives one of two parallel uses of a nonce', async () => {
    const { token } = await openToken();
    const proof = await prove();
    const request = { issuer: host.issuer, token, configurationId: 'kyc_person_sdjwt', proofs: [proof] };
    const answers = await Promise.all([askCredential(request), askCredential(request), askCredential(request)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 400, 400]);
  });

  it('needs a good token', async () => {
    const proofs = [await prove()];
    const answer = await askCredential({
      issuer: host.issuer,
      token: 'made-up',
      configurationId: 'kyc_person_sdjwt',
      proofs,
    });
    expect(answer.status).toBe(401);
    expect(answer.body.error).toBe('invalid_token');
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('yields a batch, each copy with its own key and index, and an idempotent notification', async () => {
    const { token } = await openToken();
    const nonce = await fetchNonce(host.issuer);
    const wallets = await Promise.all([1n, 1n, 1n].map((secret) => createTestWallet(secret)));
    const proofs = await Promise.all(wallets.map((one) => one.prove({ aud: host.issuer, nonce })));
    const answer = await askCredential({ issuer: host.issuer, token, configurationId: 'kyc_person_sdjwt', proofs });
    expect(answer.body.credentials).toHaveLength(3);
    const notify = (id: unknown, event = 'credential_accepted') =>
      ask(`${host.issuer}/notification`, {
        json: { notification_id: id, event },
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await notify(answer.body.notification_id)).status).toBe(204);
    expect((await notify(answer.body.notification_id)).status).toBe(204);
    expect((await notify('made-up')).body.error).toBe('invalid_notification_id');
    expect((await notify(answer.body.notification_id, 'nonsense')).body.error).toBe('invalid_notification_request');
  });
});

describe('a seal', () => {
  const ask1 = async (token: string, options: Partial<Parameters<TestWallet['prove']>[0]> = {}) =>
    askCredential({
      issuer: host.issuer,
      token,
      configurationId: 'postern_seal',
      proofs: [await prove(options)],
    });

  it("waits for the bank's leaf", async () => {
    const { token } = await openToken();
    const early = await ask1(token);
    expect(early.status).toBe(202);
    expect(early.body).toEqual({ transaction_id: expect.any(String), interval: 10 });
    const claim = () =>
      ask(`${host.issuer}/deferred`, {
        json: { transaction_id: early.body.transaction_id },
        headers: { authorization: `Bearer ${token}` },
      });
    expect(await claim()).toMatchObject({ status: 202, body: early.body });
    await host.registerLeaf();
    const claimed = await claim();
    expect(claimed.body).toEqual({ credentials: [{ credential: expect.any(String) }] });
    expect((await claim()).body.error).toBe('invalid_transaction_id');
    expect((await ask1(token)).status).toBe(200);
  });

  it('needs the one holder commitment of its issuance', async () => {
    const { token } = await openToken();
    const without = await ask1(token, { commitment: null });
    expect(without.body).toMatchObject({ error: 'invalid_proof', code: 'ERR_ISSUANCE_COMMITMENT_MISSING' });
    expect((await ask1(token)).status).toBe(200);
    const other = await ask1(token, { commitment: '12345' });
    expect(other.body).toMatchObject({ error: 'invalid_proof', code: 'ERR_ISSUANCE_COMMITMENT_DIFFERS' });
  });

  it('is the only live one of its person: a new one replaces it, and another wallet needs the consent of two', async () => {
    const first = await openToken(someone());
    expect((await ask1(first.token)).status).toBe(200);
    const status = async () => (await maker.get('/status')).body as { revoked: number; suspended: number };
    const before = await status();
    const again = async (commitment?: string) => {
      const offer = await readOpenOffer(host, { applied: first.applied, staff: checker });
      const { body } = await askToken({ issuer: host.issuer, ...offer });
      return ask1(String(body.access_token), commitment === undefined ? {} : { commitment });
    };
    const caseId = first.applied.applicationId;
    await checker.post(`/cases/${caseId}/offers`, {});
    expect((await again()).status).toBe(200);
    expect(await status()).toMatchObject({ revoked: before.revoked + 1, suspended: before.suspended });
    await checker.post(`/cases/${caseId}/offers`, {});
    expect((await again('222')).body).toMatchObject({
      error: 'credential_request_denied',
      code: 'ERR_ISSUANCE_REBINDING_UNAPPROVED',
    });
    await takeMeasure({ caseId, measure: 'rebind', maker, checker });
    const third = await again('222');
    expect(third.status).toBe(202);
    expect(third.body).toMatchObject({ transaction_id: expect.any(String), interval: 300 });
    expect(await status()).toMatchObject({ revoked: before.revoked + 1, suspended: before.suspended + 1 });
  });

  it('is refused after revocation, and so is a new offer', async () => {
    const { applied, token } = await openToken();
    expect((await ask1(token)).status).toBe(200);
    const caseId = applied.applicationId;
    expect((await takeMeasure({ caseId, measure: 'revoke', maker, checker })).body.state).toBe('revoked');
    expect((await ask1(token)).body.error).toBe('credential_request_denied');
    const offer = await checker.post(`/cases/${applied.applicationId}/offers`, {});
    expect(offer.body.code).toBe('ERR_CASE_TRANSITION');
    const reinstate = await takeMeasure({ caseId, measure: 'reinstate', maker, checker });
    expect(reinstate.body.code).toBe('ERR_CASE_TRANSITION');
  });
});
