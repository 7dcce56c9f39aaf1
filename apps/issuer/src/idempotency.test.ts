import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { openSecondProcess } from './test-support/test-client.ts';
import {
  type Applied,
  apply,
  createApplication,
  propose,
  signInForDemo,
  type TestStaff,
} from './test-support/test-staff.ts';
import { type Answer, ask } from './test-support/test-wallet.ts';

let clockOffset = 0;
const clock = { now: () => Math.floor(Date.now() / 1000) + clockOffset };
let host: TestIssuer;
let second: Awaited<ReturnType<typeof openSecondProcess>>;
let maker: TestStaff;
let checker: TestStaff;

beforeAll(async () => {
  const env = { ISSUER_RATE_LIMIT_PER_MINUTE: '6000', ISSUER_SESSION_LIFE_SECONDS: '200000' };
  host = await startTestIssuer({ port: 18_800, clock, env: { ...env, ISSUER_SESSION_IDLE_SECONDS: '200000' } });
  second = await openSecondProcess(host, { port: 18_803, clock });
  maker = await signInForDemo(host, 'maker');
  checker = await signInForDemo(host, 'checker');
}, 180_000);
afterAll(async () => {
  await second.stop();
  await host.stop();
});

const keyed = (key: string) => ({ 'idempotency-key': key });
const submit = (key: string, options: { overrides?: object; issuer?: string } = {}): Promise<Answer> =>
  ask(`${options.issuer ?? host.issuer}/applications`, {
    json: createApplication({ ...options.overrides }),
    headers: keyed(key),
  });
const countEvents = async (applied: Applied, kind: string): Promise<number> => {
  const { body } = await checker.get(`/cases/${applied.applicationId}`);
  return (body.events as { kind: string }[]).filter((event) => event.kind === kind).length;
};

describe('a write with an Idempotency-Key', () => {
  it('takes one application in, whose status token every equal request gets', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        submit('application-of-anna-1', { issuer: index % 2 === 0 ? host.issuer : second.issuer }),
      ),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const { applicationId, statusToken } = answers[0]!.body as Applied;
    const status = await ask(`${host.issuer}/applications/${applicationId}`, {
      headers: { authorization: `Bearer ${statusToken}` },
    });
    expect(status.status).toBe(200);
  });

  it('is refused under a key of another request', async () => {
    expect((await submit('application-of-anna-2')).status).toBe(201);
    expect(await submit('application-of-anna-2', { overrides: { residence: 'AT' } })).toMatchObject({
      status: 422,
      body: { code: 'ERR_IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('keeps nothing of a refusal, and forgets an answer after a day', async () => {
    const overrides = { birthDate: '2999-01-01' };
    expect((await submit('application-of-anna-3', { overrides })).status).toBe(422);
    const first = await submit('application-of-anna-3');
    expect(first.status).toBe(201);
    clockOffset += 86_401;
    const later = await submit('application-of-anna-3');
    expect(later.status).toBe(201);
    expect(later.body).not.toEqual(first.body);
  });

  it('makes one early offer for an applicant', async () => {
    const applied = await apply(host);
    const request = () =>
      ask(`${host.issuer}/applications/${applied.applicationId}/offers`, {
        json: {},
        headers: { authorization: `Bearer ${applied.statusToken}`, ...keyed('early-offer-of-anna') },
      });
    const [one, two] = await Promise.all([request(), request()]);
    expect(one?.status).toBe(201);
    expect(two).toMatchObject({ status: 201, body: one?.body });
  });

  it('decides and offers once, whoever repeats it at once or later', async () => {
    const applied = await apply(host, { document: { ...createApplication().document, number: 'ZZ 998' } });
    const caseId = applied.applicationId;
    await propose(maker, { caseId, answer: 'another' });
    const { body: prepared } = await checker.post(`/cases/${caseId}/decisions/options`, { action: 'approve' });
    const json = { action: 'approve', decisionHash: prepared.decisionHash, assertion: null };
    const decide = () => checker.post(`/cases/${caseId}/decisions`, json, keyed('approval-of-anna-1'));
    const answers = await Promise.all([decide(), decide(), decide()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await decide()).status).toBe(200);
    // Without the key the second is refused.
    expect((await checker.post(`/cases/${caseId}/decisions`, json)).status).toBe(409);
    // A colleague's key of the same letters is another key.
    expect((await maker.post(`/cases/${caseId}/decisions`, json, keyed('approval-of-anna-1'))).status).not.toBe(200);

    const before = await countEvents(applied, 'offer_created');
    const offer = () => checker.post(`/cases/${caseId}/offers`, {}, keyed('another-offer-for-anna'));
    expect((await Promise.all([offer(), offer()])).map(({ status }) => status)).toEqual([200, 200]);
    expect(await countEvents(applied, 'offer_created')).toBe(before + 1);
  });
});
