import { webcrypto } from 'node:crypto';

import { openSql } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { createTestDesk, eventsOf, type TestDesk } from './test-support/test-bank-desk.ts';
import { createTestDevice, credentialOf, statusOf, type TestDevice } from './test-support/test-device.ts';
import {
  answerCandidates,
  apply,
  approve,
  ASSESSMENT,
  propose,
  readApplication,
  signInForDemo,
  type TestStaff,
} from './test-support/test-staff.ts';

/** Runs a second ahead with every person, so that of two files one is the older. */
let ahead = 0;
const clock = { now: () => Math.floor(Date.now() / 1000) + ahead };
/** What the bank draws when it decides whether an answer is looked at again; 255 is never drawn for that. */
const draw = { value: 255 };
const random = {
  bytes: (length: number) =>
    length === 1 ? new Uint8Array([draw.value]) : webcrypto.getRandomValues(new Uint8Array(length)),
};

let host: TestIssuer;
let desk: TestDesk;
let maker: TestStaff;
let checker: TestStaff;
let people = 0;
let secrets = 500n;

beforeAll(async () => {
  host = await startTestIssuer({ port: 19_120, clock, random, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '6000' } });
  await host.registerLeaf();
  maker = await signInForDemo(host, 'maker');
  checker = await signInForDemo(host, 'checker');
  desk = createTestDesk({ host, maker, checker });
}, 120_000);
afterAll(() => host.stop());

/** Another person every time: name, birth date and document fit nobody else's. */
const someone = () => {
  people += 1;
  ahead += 1;
  const tail = String.fromCodePoint(...[people, people * 7, people * 11].map((step) => 97 + (step % 26)));
  return {
    familyName: `Zyl${tail}${tail}`,
    birthDate: new Date(Date.UTC(1961, 0, people)).toISOString().slice(0, 10),
    document: { type: 'passport', number: `Z${7000 + people}`, issuingCountry: 'GR', expiresOn: '2036-05-01' },
  };
};
const otherDocument = () => ({ ...someone().document });
const device = (secret?: bigint): Promise<TestDevice> => {
  secrets += 1n;
  return createTestDevice({ host, clock, secret: secret ?? secrets });
};
/** Collects a case's credential in a wallet. */
const collect = async (offer: { code: string; txCode: string }, into: TestDevice) => {
  await into.redeem(offer);
  return credentialOf(await into.request());
};
const readAnswers = async () => (await checker.get('/identity-answers')).body as unknown as Answers;
type Answers = {
  staff: { staffId: string; same: number; another: number }[];
  sampled: { caseId: string; otherCaseId: string; answeredBy: string }[];
};

describe('another person of the same name and birth date', () => {
  it('is answered by two people, and both keep a live credential', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const mine = await collect(first.offer, await device());
    const namesake = { ...person, document: otherDocument() };
    const applied = await apply(host, namesake);
    const file = await desk.detail(applied.applicationId);
    expect(file.candidates).toMatchObject([
      { caseId: first.caseId, match: { document: false, name: 'equal' }, effect: 'replaces_live_credential' },
    ]);
    const offer = await approve(host, { applied, maker, checker, answer: 'another' });
    const theirs = await collect(offer, await device());
    expect([await statusOf(mine), await statusOf(theirs)]).toEqual(['valid', 'valid']);
    expect(eventsOf(await desk.detail(first.caseId), 'identity')).toEqual([
      ['identity_another_person', applied.applicationId],
    ]);
    expect((await desk.detail(applied.applicationId)).samePerson).toEqual([]);
  });

  it('is not known to be one before people have said so, in any state', async () => {
    const person = someone();
    const stranger = await apply(host, { ...person, document: otherDocument() });
    await propose(maker, { caseId: stranger.applicationId });
    const { caseId, offer } = await desk.admit(person);
    expect((await desk.detail(caseId)).candidates).toEqual([]);
    expect(await statusOf(await collect(offer, await device()))).toBe('valid');
  });
});

describe('the same person', () => {
  it('has exactly one live credential afterwards, and the older file says so', async () => {
    const person = someone();
    const secret = 9001n;
    const first = await desk.admit(person);
    const before = await collect(first.offer, await device(secret));
    const second = await desk.admit({ ...person, document: otherDocument() }, { answer: 'same' });
    expect(await statusOf(before)).toBe('valid');
    const after = await collect(second.offer, await device(secret));
    expect([await statusOf(before), await statusOf(after)]).toEqual(['revoked', 'valid']);
    const older = await desk.detail(first.caseId);
    expect(older).toMatchObject({ state: 'active', credentialStatus: 'replaced', credential: { status: 'replaced' } });
    expect(older.samePerson).toMatchObject([{ caseId: second.caseId }]);
    expect(older.events.map(({ kind, otherCaseId }) => [kind, otherCaseId]).slice(-2)).toEqual([
      ['identity_same_person', second.caseId],
      ['credential_replaced', second.caseId],
    ]);
    const list = (await checker.get('/cases')).body.cases as { caseId: string; credentialStatus: string }[];
    expect(list.find(({ caseId }) => caseId === first.caseId)?.credentialStatus).toBe('replaced');
    expect(eventsOf(await desk.detail(second.caseId), 'identity')).toEqual([['identity_same_person', first.caseId]]);
    const status = await readApplication(host, second.applied);
    expect(JSON.stringify(status.body)).not.toContain(first.caseId);
    expect(JSON.stringify((await readApplication(host, first.applied)).body)).not.toContain(second.caseId);
  });

  it('is found under a document of the same number, whatever the name', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const { document } = person;
    const written = { ...document, number: document.number.toLowerCase().split('').join(' ') };
    const applied = await apply(host, { ...someone(), document: written });
    expect((await desk.detail(applied.applicationId)).candidates).toMatchObject([
      { caseId: first.caseId, match: { document: true, name: null }, effect: 'none' },
    ]);
  });
});

describe('an answer', () => {
  it('is needed for each candidate, about these candidates, and about nobody else', async () => {
    const person = someone();
    await desk.admit(person);
    const { applicationId: caseId } = await apply(host, { ...person, document: otherDocument() });
    await maker.decide(caseId, { action: 'start_review' });
    const draft = { action: 'propose', assessment: ASSESSMENT };
    const refuse = async (identity?: Record<string, unknown>) =>
      (await maker.decide(caseId, { ...draft, ...(identity === undefined ? {} : { identity }) })).body.code;
    const { candidatesHash, answers } = await answerCandidates(maker, { caseId, answer: 'another' });
    expect(answers).toHaveLength(1);
    expect(await refuse()).toBe('ERR_IDENTITY_UNANSWERED');
    expect(await refuse({ candidatesHash, answers: [] })).toBe('ERR_IDENTITY_UNANSWERED');
    expect(await refuse({ candidatesHash, answers: [...answers, ...answers] })).toBe('ERR_IDENTITY_UNANSWERED');
    const nobody = [...answers, { personId: 'nobody', answer: 'same' }];
    expect(await refuse({ candidatesHash, answers: nobody })).toBe('ERR_IDENTITY_UNANSWERED');
    expect(await refuse({ candidatesHash: '0'.repeat(64), answers })).toBe('ERR_IDENTITY_CHANGED');
    expect((await maker.decide(caseId, { ...draft, identity: { candidatesHash, answers } })).status).toBe(200);
  });

  it('is void once another candidate has come, or what it would do has changed', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const { applicationId: caseId } = await apply(host, { ...person, document: otherDocument() });
    expect((await propose(maker, { caseId, answer: 'same' })).status).toBe(200);
    await collect(first.offer, await device());
    expect((await checker.decide(caseId, { action: 'approve' })).body.code).toBe('ERR_IDENTITY_CHANGED');
    await checker.decide(caseId, { action: 'return', reason: 'The other file has a credential now' });
    expect((await propose(maker, { caseId, answer: 'same' })).status).toBe(200);
    await desk.admit({ ...person, document: otherDocument() }, { answer: 'another' });
    expect((await checker.decide(caseId, { action: 'approve' })).body.code).toBe('ERR_IDENTITY_CHANGED');
  });

  it('against the document needs a reason', async () => {
    const person = someone();
    await desk.admit(person);
    const { applicationId: caseId } = await apply(host, { ...someone(), document: person.document });
    await maker.decide(caseId, { action: 'start_review' });
    const identity = await answerCandidates(maker, { caseId, answer: 'another' });
    const draft = { action: 'propose', assessment: ASSESSMENT, identity };
    expect((await maker.decide(caseId, draft)).body.code).toBe('ERR_IDENTITY_REASON');
    expect((await maker.decide(caseId, { ...draft, reason: 'too short' })).body.code).toBe('ERR_IDENTITY_REASON');
    const reason = 'The office reissued the number; both pages seen';
    expect((await maker.decide(caseId, { ...draft, reason })).status).toBe(200);
  });

  it('is seen by the later of two approvals that come at once', async () => {
    const person = someone();
    const cases = [await apply(host, person), await apply(host, { ...person, document: otherDocument() })];
    for (const { applicationId } of cases) await propose(maker, { caseId: applicationId });
    const second = await signInForDemo(host, 'second-checker');
    const prepared = await Promise.all(
      cases.map(({ applicationId }, at) =>
        [checker, second][at]!.post(`/cases/${applicationId}/decisions/options`, { action: 'approve' }),
      ),
    );
    const answers = await Promise.all(
      cases.map(({ applicationId }, at) =>
        [checker, second][at]!.post(`/cases/${applicationId}/decisions`, {
          action: 'approve',
          decisionHash: prepared[at]!.body.decisionHash,
          assertion: null,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('ERR_IDENTITY_CHANGED');
  });

  it('is counted for both who gave it, and some are drawn for a second look', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const countOf = (answers: Answers, id: string) => answers.staff.find(({ staffId }) => staffId === id)!;
    const before = await readAnswers();
    draw.value = 25;
    const drawn = await desk.admit({ ...person, document: otherDocument() }, { answer: 'another' });
    draw.value = 26;
    const left = await apply(host, { ...person, document: otherDocument() });
    await approve(host, { applied: left, maker, checker, answer: 'another' });
    draw.value = 255;
    const after = await readAnswers();
    for (const id of ['maker', 'checker']) {
      expect(countOf(after, id).another - countOf(before, id).another).toBe(3);
      expect(countOf(after, id).same).toBe(countOf(before, id).same);
    }
    expect(after.sampled.map(({ caseId, otherCaseId }) => [caseId, otherCaseId])).toEqual([
      [drawn.caseId, first.caseId],
    ]);
    expect(after.sampled[0]?.answeredBy).toBe('Mara Lindqvist, Jonas Adeyemi');
  });
});

describe('issuing', () => {
  it('repeats the search, and stops at a file that nobody answered', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const database = await openSql(host.env.ISSUER_DATABASE_URL);
    const hide = (tenant: string, hidden: string) =>
      database.query('update identity_token set tenant = $3 where tenant = $2 and case_id = $1', [
        first.caseId,
        tenant,
        hidden,
      ]);
    try {
      // The two people of the second file could not find the first one.
      await hide('demo-bank', 'hidden');
      const { offer } = await desk.admit({ ...person, document: otherDocument() });
      await hide('hidden', 'demo-bank');
      const wallet = await device();
      await wallet.redeem(offer);
      expect((await wallet.request()).body).toMatchObject({
        error: 'credential_request_denied',
        code: 'ERR_ISSUANCE_IDENTITY_UNSETTLED',
      });
      await hide('demo-bank', 'hidden');
      expect(await statusOf(credentialOf(await wallet.request()))).toBe('valid');
    } finally {
      await database.end();
    }
  });
});

describe('a wrong "same person"', () => {
  it('is taken back by two people: both files stand alone, what ended stays ended, and anew is issued', async () => {
    const person = someone();
    const first = await desk.admit(person);
    const before = await collect(first.offer, await device(7001n));
    const second = await desk.admit({ ...person, document: otherDocument() }, { answer: 'same' });
    const after = await collect(second.offer, await device(7001n));
    const measure = { action: 'propose_measure', measure: 'separate', reason: 'Two brothers, as it turned out' };
    expect((await maker.decide(first.caseId, measure)).body.code).toBe('ERR_CASE_TRANSITION');
    await maker.decide(second.caseId, measure);
    expect((await maker.decide(second.caseId, { action: 'confirm_measure' })).body.code).toBe('ERR_CASE_SAME_APPROVER');
    expect((await checker.decide(second.caseId, { action: 'confirm_measure' })).status).toBe(200);
    for (const caseId of [first.caseId, second.caseId]) expect((await desk.detail(caseId)).samePerson).toEqual([]);
    expect(eventsOf(await desk.detail(first.caseId), 'identity').at(-1)).toEqual(['identity_separated', second.caseId]);
    expect([await statusOf(before), await statusOf(after)]).toEqual(['revoked', 'valid']);
    const again = await collect(await desk.reoffer(first.applied), await device(7002n));
    expect([await statusOf(before), await statusOf(after), await statusOf(again)]).toEqual([
      'revoked',
      'valid',
      'valid',
    ]);
  });
});
