import { parseCompactJws } from '@postern/credential';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from './test-support/test-bank-desk.ts';
import { statusOf } from './test-support/test-device.ts';
import { DAY, type RebindingWorld, startRebindingWorld } from './test-support/test-rebinding.ts';
import { apply, propose, signInForDemo, type TestStaff } from './test-support/test-staff.ts';

let world: RebindingWorld;
let maker: TestStaff;
let checker: TestStaff;
let second: TestStaff;

beforeAll(async () => {
  world = await startRebindingWorld({ port: 19_130 });
  ({ maker, checker } = world.desk);
  second = await signInForDemo(world.host, 'second-checker');
}, 120_000);
afterAll(() => world.host.stop());

const suggest = (measure: string, reason?: string) => ({
  action: 'propose_measure',
  measure,
  ...(reason === undefined ? {} : { reason }),
});
const confirm = { action: 'confirm_measure' };
const emergency = { action: 'emergency_suspend', reason: 'The phone was stolen' };
const overdue = async () =>
  ((await checker.get('/cases')).body.overdueEmergencies as { caseId: string }[]).map(({ caseId }) => caseId);

describe('a measure', () => {
  it('needs a reason, and two people', async () => {
    const { caseId, credential } = await world.settled();
    for (const [measure, status] of [
      ['suspend', 'suspended'],
      ['reinstate', 'valid'],
      ['revoke', 'revoked'],
    ] as const) {
      const before = await statusOf(credential);
      expect((await maker.decide(caseId, suggest(measure))).body.code).toBe('ERR_MEASURE_REASON');
      expect((await maker.decide(caseId, suggest(measure, '  '))).body.code).toBe('ERR_MEASURE_REASON');
      expect((await checker.decide(caseId, suggest(measure, 'As the file shows'))).status).toBe(200);
      expect(await statusOf(credential)).toBe(before);
      expect((await checker.decide(caseId, confirm)).body.code).toBe('ERR_CASE_SAME_APPROVER');
      expect((await maker.decide(caseId, confirm)).body.code).toBe('ERR_CASE_ROLE');
      expect((await second.decide(caseId, confirm)).status).toBe(200);
      expect(await statusOf(credential)).toBe(status);
    }
    const { events } = await world.desk.detail(caseId);
    expect(events.filter(({ kind }) => /_(proposed|confirmed)$/.test(kind)).map(({ kind }) => kind)).toEqual([
      'case_suspend_proposed',
      'case_suspend_confirmed',
      'case_reinstate_proposed',
      'case_reinstate_confirmed',
      'case_revoke_proposed',
      'case_revoke_confirmed',
    ]);
  });

  it('makes lists that are newer than those before, within one second too', async () => {
    const { caseId } = await world.settled();
    const readMark = async (kind: string) => {
      const jwt = parseCompactJws(await (await fetch(`${world.host.issuer}/status/${kind}/1`)).text());
      type Listed = { iat?: number; nbf?: number; validFrom: string; sequence: number };
      type Credential = { vc?: Credential; credentialSubject?: Listed };
      const payload = jwt.payload as unknown as Listed & Credential;
      const { iat, nbf, validFrom, vc, credentialSubject = vc?.credentialSubject } = payload;
      const { sequence } = credentialSubject ?? payload;
      return { date: iat ?? nbf ?? Date.parse(validFrom) / 1000, sequence };
    };
    for (const kind of ['token', 'combined', 'revocation', 'v2/suspension']) {
      let before = await readMark(kind);
      for (const measure of ['suspend', 'reinstate', 'suspend', 'reinstate']) {
        await checker.decide(caseId, suggest(measure, 'As the file shows'));
        expect((await second.decide(caseId, confirm)).status).toBe(200);
        const after = await readMark(kind);
        expect(after.date).toBeGreaterThanOrEqual(before.date);
        expect(after.sequence).toBeGreaterThan(before.sequence);
        before = after;
      }
    }
  });

  it('rejects an application the same way', async () => {
    const { applicationId: caseId } = await apply(world.host, {
      familyName: 'Rejected',
      birthDate: '1959-09-09',
      document: { type: 'passport', number: 'REJ9999', issuingCountry: 'GR', expiresOn: '2036-05-01' },
    });
    await maker.decide(caseId, { action: 'start_review' });
    expect((await maker.decide(caseId, suggest('reject'))).body.code).toBe('ERR_MEASURE_REASON');
    await maker.decide(caseId, suggest('reject', 'The document is forged'));
    expect((await world.desk.detail(caseId)).state).toBe('in_review');
    expect((await maker.decide(caseId, confirm)).body.code).toBe('ERR_CASE_SAME_APPROVER');
    expect((await propose(maker, { caseId })).body.code).toBe('ERR_MEASURE_PENDING');
    expect((await checker.decide(caseId, confirm)).body.state).toBe('rejected');
  });

  it('is taken as it was proposed, or withdrawn', async () => {
    const { caseId, credential } = await world.settled();
    await maker.decide(caseId, suggest('revoke', 'The holder has died'));
    expect((await checker.decide(caseId, suggest('suspend', 'Rather this'))).body.code).toBe('ERR_MEASURE_PENDING');
    expect((await checker.decide(caseId, { action: 'withdraw_measure' })).status).toBe(200);
    expect((await checker.decide(caseId, confirm)).body.code).toBe('ERR_CASE_TRANSITION');
    expect(await statusOf(credential)).toBe('valid');
  });
});

describe('an emergency suspension', () => {
  it('acts at once by one person with a reason, and stays, however long nobody looks', async () => {
    const { caseId, credential } = await world.settled();
    expect((await maker.decide(caseId, { action: 'emergency_suspend' })).body.code).toBe('ERR_MEASURE_REASON');
    expect((await maker.decide(caseId, emergency)).body).toMatchObject({
      state: 'suspended',
      credentialStatus: 'suspended',
      emergency: { by: { staffId: 'maker' }, overdue: false },
    });
    expect(await statusOf(credential)).toBe('suspended');
    world.clock.pass(DAY - 60);
    expect(await overdue()).not.toContain(caseId);
    world.clock.pass(60);
    expect(await overdue()).toContain(caseId);
    expect((await world.desk.detail(caseId)).emergency).toMatchObject({ overdue: true });
    world.clock.pass(5 * DAY);
    await world.runDue();
    expect(await statusOf(credential)).toBe('suspended');
    expect((await world.desk.detail(caseId)).state).toBe('suspended');
  });

  it('is confirmed or lifted by two people', async () => {
    for (const [measure, state, status] of [
      ['suspend', 'suspended', 'suspended'],
      ['reinstate', 'active', 'valid'],
    ] as const) {
      const { caseId, credential } = await world.settled();
      await maker.decide(caseId, emergency);
      world.clock.pass(2 * DAY);
      expect(await overdue()).toContain(caseId);
      await checker.decide(caseId, suggest(measure, 'We called the holder'));
      expect(await overdue()).toContain(caseId);
      expect((await checker.decide(caseId, confirm)).body.code).toBe('ERR_CASE_SAME_APPROVER');
      expect((await second.decide(caseId, confirm)).status).toBe(200);
      expect(await overdue()).not.toContain(caseId);
      const file = await world.desk.detail(caseId);
      expect(file.state).toBe(state);
      expect(file.emergency).toBeUndefined();
      expect(await statusOf(credential)).toBe(status);
      expect(eventsOf(file, 'case_emergency')).toEqual([['case_emergency_suspend', undefined]]);
    }
  });

  it('does not wait for a measure that is pending, and ends it', async () => {
    const { caseId, credential } = await world.settled();
    await checker.decide(caseId, suggest('rebind', 'A new phone'));
    expect((await maker.decide(caseId, emergency)).status).toBe(200);
    expect(await statusOf(credential)).toBe('suspended');
    expect((await second.decide(caseId, confirm)).body.code).toBe('ERR_CASE_TRANSITION');
  });
});
