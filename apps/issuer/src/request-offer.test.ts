import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import {
  apply,
  type Applied,
  approve,
  ASSESSMENT,
  enrolStaff,
  propose,
  readApplication,
  takeMeasure,
  type TestStaff,
} from './test-support/test-staff.ts';
import { ask, askCredential, askToken, createTestWallet, fetchNonce } from './test-support/test-wallet.ts';

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let people = 0;
let shift = 0;
const clock = { now: () => Math.floor(Date.now() / 1000) + shift };

/** Longer than an offer lives, seconds. */
const AFTER_EXPIRY = 700;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_930, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '600' }, clock });
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
}, 120_000);
afterAll(() => host.stop());

const someone = () => {
  people += 1;
  return {
    familyName: `Asker${people}`,
    birthDate: new Date(Date.UTC(1981, 0, people)).toISOString().slice(0, 10),
    document: { type: 'passport', number: `Q${2000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' },
  };
};
const requestAgain = (applied: Applied, statusToken = applied.statusToken) =>
  ask(`${host.issuer}/applications/${applied.applicationId}/offers`, {
    json: {},
    headers: { authorization: `Bearer ${statusToken}` },
  });
const status = async (applied: Applied) => (await readApplication(host, applied)).body;
const approved = async (facts: Record<string, unknown> = someone()) => {
  const applied = await apply(host, facts);
  return { applied, ...(await approve(host, { applied, maker, checker })) };
};
const lock = async ({ code, txCode }: { code: string; txCode: string }) => {
  const wrong = String((Number(txCode) + 1) % 1_000_000).padStart(6, '0');
  for (let tried = 0; tried < 5; tried += 1) await askToken({ issuer: host.issuer, code, txCode: wrong });
};
const codeOf = async (offerUri: string) => {
  const grants = (await ask(offerUri)).body.grants as Record<string, Record<string, string>>;
  return Object.values(grants)[0]?.['pre-authorized_code'] ?? '';
};
/** Hands the code in and fetches a credential with it. */
const collect = async (options: { code: string; txCode: string }) => {
  const token = String((await askToken({ issuer: host.issuer, ...options })).body.access_token);
  const wallet = await createTestWallet(901n);
  const nonce = await fetchNonce(host.issuer);
  const proof = await wallet.prove({ aud: host.issuer, nonce, payload: { iat: clock.now() } });
  const request = { issuer: host.issuer, token, configurationId: 'kyc_person_sdjwt', proofs: [proof] };
  return (await askCredential(request)).status;
};

describe('an applicant whose offer ended', () => {
  it('gets another one after five wrong codes, and collects with it', async () => {
    const offered = await approved();
    await lock(offered);
    expect(await status(offered.applied)).toMatchObject({ offerState: 'locked', canRequestOffer: true });
    const again = await requestAgain(offered.applied);
    expect(again.status).toBe(201);
    const { offerUri, transactionCode: txCode } = again.body as { offerUri: string; transactionCode: string };
    expect(await status(offered.applied)).toMatchObject({
      offerState: 'open',
      transactionCode: txCode,
      canRequestOffer: false,
      offerLinks: { otherWalletUrl: `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(offerUri)}` },
    });
    const { offerLinks } = (await status(offered.applied)) as { offerLinks: { otherWalletUrlByValue: string } };
    const text = new URLSearchParams(offerLinks.otherWalletUrlByValue.split('?')[1]).get('credential_offer');
    expect(JSON.parse(text ?? '')).toEqual((await ask(offerUri)).body);
    expect(JSON.stringify(offerLinks)).not.toContain(txCode);
    expect((await askToken({ issuer: host.issuer, ...offered })).status).toBe(400);
    expect(await collect({ code: await codeOf(offerUri), txCode })).toBe(200);
  });

  it('gets another one after the time of the first', async () => {
    const { applied } = await approved();
    shift += AFTER_EXPIRY;
    const ended = await status(applied);
    expect(ended).toMatchObject({ state: 'approved', offerState: 'expired', canRequestOffer: true });
    expect(ended).not.toHaveProperty('transactionCode');
    expect(ended).not.toHaveProperty('offerLinks');
    expect((await requestAgain(applied)).status).toBe(201);
  });
});

describe('nobody gets another offer', () => {
  const refused = async (applied: Applied) => {
    expect((await status(applied)).canRequestOffer).toBe(false);
    expect(await requestAgain(applied)).toMatchObject({ status: 409, body: { code: 'ERR_APPLICATION_OFFER' } });
  };

  it('while one is open, and with another token', async () => {
    const { applied } = await approved();
    await refused(applied);
    expect((await requestAgain(applied, 'wrong')).body.code).toBe('ERR_APPLICATION_STATUS_TOKEN');
  });

  it('once one was taken, nor for the time after', async () => {
    const { applied, code, txCode } = await approved();
    expect((await askToken({ issuer: host.issuer, code, txCode })).status).toBe(200);
    await refused(applied);
    shift += AFTER_EXPIRY;
    await refused(applied);
  });

  it('while the credential lives, though a later offer ran out', async () => {
    const { applied, code, txCode } = await approved();
    expect(await collect({ code, txCode })).toBe(200);
    expect((await checker.post(`/cases/${applied.applicationId}/offers`, {})).body).toMatchObject({
      offer: { state: 'open' },
    });
    shift += AFTER_EXPIRY;
    expect(await status(applied)).toMatchObject({ state: 'active', offerState: 'expired' });
    await refused(applied);
  });

  it('after a rejection', async () => {
    const applied = await apply(host, someone());
    await maker.decide(applied.applicationId, { action: 'start_review' });
    await takeMeasure({ caseId: applied.applicationId, measure: 'reject', maker, checker });
    await refused(applied);
  });

  it('for a file that a later one of the same person took the place of', async () => {
    const facts = someone();
    const older = await approved(facts);
    const newer = await apply(host, facts);
    await approve(host, { applied: newer, maker, checker, answer: 'same' });
    shift += AFTER_EXPIRY;
    await refused(older.applied);
    expect((await requestAgain(newer)).status).toBe(201);
  });
});

describe('an approval', () => {
  it('signs the answers that were read, and no others', async () => {
    const facts = someone();
    await approved(facts);
    const { applicationId: caseId } = await apply(host, facts);
    await propose(maker, { caseId, answer: 'another' });
    const { body } = await checker.get(`/cases/${caseId}`);
    const answers = body.identityAnswers as { personId: string; answer: string }[];
    const identity = { candidatesHash: String(body.candidatesHash), answers };
    const swapped = { ...identity, answers: answers.map((answer) => ({ ...answer, answer: 'same' })) };
    const unread = await checker.decide(caseId, { action: 'approve', assessment: ASSESSMENT, identity: swapped });
    expect(unread.body.code).toBe('ERR_IDENTITY_CHANGED');
    const read = await checker.decide(caseId, { action: 'approve', assessment: ASSESSMENT, identity });
    expect(read.body.state).toBe('approved');
  });
});
