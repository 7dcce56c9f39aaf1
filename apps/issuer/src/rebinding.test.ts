import { runDueRebindings } from '@postern/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from './test-support/test-bank-desk.ts';
import { openSecondProcess } from './test-support/test-client.ts';
import { credentialOf, reboundAtOf, statusOf } from './test-support/test-device.ts';
import { DAY, DELAY, type RebindingWorld, startRebindingWorld } from './test-support/test-rebinding.ts';
import { readApplication } from './test-support/test-staff.ts';

let world: RebindingWorld;

beforeAll(async () => {
  world = await startRebindingWorld({ port: 19_100 });
}, 120_000);
afterAll(() => world.host.stop());

const denied = (code: string) => ({ status: 400, body: { error: 'credential_request_denied', code } });

describe('a stranger with a stolen document number, whom two people took for the holder', () => {
  it('ends nothing for three days: the live credential is suspended and its holder is told', async () => {
    const { desk, clock } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    const { device, transactionId } = deceit;
    expect(await statusOf(person.credential)).toBe('suspended');
    const mails = await world.mailsTo(person.email!);
    expect(mails).toMatchObject([{ tenant: 'demo-bank', sent: true }]);
    expect(await world.mailsTo('thief@away.example')).toEqual([]);
    const old = await desk.detail(person.caseId);
    expect(old).toMatchObject({ state: 'active', credentialStatus: 'suspended' });
    expect(old.rebinding).toMatchObject({ state: 'waiting', otherCaseIds: [deceit.caseId] });
    expect(old.rebinding!.dueAt - old.rebinding!.startedAt).toBe(DELAY);
    expect(eventsOf(old, 'rebinding')).toEqual([
      ['rebinding_started', deceit.caseId],
      ['rebinding_told', deceit.caseId],
    ]);
    const fresh = await desk.detail(deceit.caseId);
    expect(fresh.rebinding).toMatchObject({ state: 'waiting', otherCaseIds: [person.caseId] });
    expect(eventsOf(fresh, 'rebinding')).toEqual([
      ['rebinding_started', person.caseId],
      ['rebinding_told', person.caseId],
    ]);
    expect((await device.request('postern_seal')).status).toBe(202);
    clock.pass(DELAY - 60);
    expect(await world.runDue()).toBe(0);
    expect((await device.claim(transactionId)).status).toBe(202);
    expect(await statusOf(person.credential)).toBe('suspended');
    expect(await world.mailsTo(person.email!)).toHaveLength(1);
  });

  it('ends the old one after three days; then the new one arrives, the only live one, and says so', async () => {
    const { desk, clock } = world;
    await world.clear();
    const person = await world.settled();
    const deceit = await world.deceive(person);
    const seal = await deceit.device.request('postern_seal');
    clock.pass(DELAY);
    expect(await statusOf(person.credential)).toBe('suspended');
    const endedAt = clock.now();
    expect(await world.runDue()).toBe(1);
    expect(await world.runDue()).toBe(0);
    expect(await statusOf(person.credential)).toBe('revoked');
    const credential = credentialOf(await deceit.device.claim(deceit.transactionId));
    const sealed = credentialOf(await deceit.device.claim(seal.body.transaction_id));
    expect(await statusOf(credential)).toBe('valid');
    expect(Number(reboundAtOf(sealed)) - endedAt).toBeLessThan(60);
    expect(reboundAtOf(sealed)).toBeGreaterThanOrEqual(BigInt(endedAt));
    const old = await desk.detail(person.caseId);
    expect(old).toMatchObject({ state: 'active', credentialStatus: 'replaced', rebinding: { state: 'done' } });
    expect(eventsOf(old, 'rebinding').at(-1)).toEqual(['rebinding_done', deceit.caseId]);
    expect(eventsOf(await desk.detail(deceit.caseId), 'rebinding').at(-1)).toEqual(['rebinding_done', person.caseId]);
    const { store } = world.host.container.context;
    const live = await store.transaction(async (transaction) => {
      const cases = await Promise.all(
        [person.caseId, deceit.caseId].map((caseId) => transaction.listCredentials({ tenant: 'demo-bank', caseId })),
      );
      return cases.flat().filter(({ revokedAt }) => revokedAt === null);
    });
    expect(new Set(live.map(({ caseId }) => caseId))).toEqual(new Set([deceit.caseId]));
    expect((await person.device.refresh()).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('shows nothing of it to the applicant', async () => {
    const person = await world.settled();
    const { applied } = await world.deceive(person);
    const { body } = await readApplication(world.host, applied);
    expect(body).toMatchObject({ state: 'approved', offerState: 'redeemed' });
    expect(JSON.stringify(body)).not.toContain(person.caseId);
    expect(Object.keys(body).join()).not.toMatch(/rebind|other|same/i);
  });

  it('is noted where the file has no contact, and goes on', async () => {
    await world.clear();
    const person = await world.settled({ email: null });
    const deceit = await world.deceive(person);
    const kinds = eventsOf(await world.desk.detail(person.caseId), 'rebinding');
    expect(kinds).toEqual([
      ['rebinding_started', deceit.caseId],
      ['rebinding_not_told', deceit.caseId],
    ]);
    world.clock.pass(DELAY);
    expect(await world.runDue()).toBe(1);
  });
});

describe('what two people decide meanwhile', () => {
  it('leaves the credential where it was: a reinstated case cancels, and the stranger gets nothing, ever', async () => {
    const { desk, clock } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    expect((await desk.detail(person.caseId)).measures).toContain('reinstate');
    await desk.measure(person.caseId, 'reinstate');
    expect(await statusOf(person.credential)).toBe('valid');
    expect(await deceit.device.claim(deceit.transactionId)).toMatchObject(denied('ERR_ISSUANCE_REBINDING_CANCELLED'));
    expect(await deceit.device.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_CANCELLED'));
    const old = await desk.detail(person.caseId);
    expect(old).toMatchObject({ state: 'active', credentialStatus: 'valid', rebinding: { state: 'cancelled' } });
    expect(old.measures).not.toContain('reinstate');
    expect(eventsOf(old, 'rebinding').at(-1)).toEqual(['rebinding_cancelled', deceit.caseId]);
    clock.pass(DELAY);
    await world.runDue();
    expect(await statusOf(person.credential)).toBe('valid');
    // The approval ended what the old file was granted; a fresh offer to the same wallet replaces at once.
    await person.device.redeem(await desk.reoffer(person.applied));
    expect(await statusOf(credentialOf(await person.device.request()))).toBe('valid');
    // One person's fresh offer does not undo what two decided.
    const again = await world.device();
    await again.redeem(await desk.reoffer(deceit.applied));
    expect(await again.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_UNAPPROVED'));
  });

  it('gives way at once: a revoked case has nothing to wait for', async () => {
    const { desk } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    await desk.measure(person.caseId, 'revoke');
    expect(await statusOf(person.credential)).toBe('revoked');
    expect((await desk.detail(deceit.caseId)).rebinding).toMatchObject({ state: 'done' });
    expect(await statusOf(credentialOf(await deceit.device.claim(deceit.transactionId)))).toBe('valid');
  });

  it('ends with the case that was to gain by it', async () => {
    const { desk } = world;
    for (const end of ['revoke', 'return'] as const) {
      const person = await world.settled();
      const deceit = await world.deceive(person);
      if (end === 'revoke') await desk.measure(deceit.caseId, 'revoke');
      else await desk.checker.decide(deceit.caseId, { action: 'return', reason: 'The face differs' });
      expect(await statusOf(person.credential)).toBe('valid');
      expect((await desk.detail(person.caseId)).rebinding).toMatchObject({ state: 'cancelled' });
      expect((await deceit.device.claim(deceit.transactionId)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('ends when the wrong answer is taken back', async () => {
    const { desk } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    await desk.measure(deceit.caseId, 'separate');
    expect(await statusOf(person.credential)).toBe('valid');
    const old = await desk.detail(person.caseId);
    expect(old).toMatchObject({ samePerson: [], rebinding: { state: 'cancelled' } });
    expect(await deceit.device.claim(deceit.transactionId)).toMatchObject(denied('ERR_ISSUANCE_REBINDING_CANCELLED'));
  });

  it('keeps a suspended case suspended when the re-binding is cancelled by something else', async () => {
    const { desk } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    await desk.checker.decide(person.caseId, { action: 'emergency_suspend', reason: 'The holder called' });
    await desk.measure(deceit.caseId, 'revoke');
    expect((await desk.detail(person.caseId)).rebinding).toMatchObject({ state: 'cancelled' });
    expect(await statusOf(person.credential)).toBe('suspended');
    await desk.measure(person.caseId, 'reinstate');
    expect(await statusOf(person.credential)).toBe('valid');
  });
});

describe('the same wallet', () => {
  it('has its credential replaced at once, with a new file of the same person too', async () => {
    const { desk } = world;
    const person = await world.settled();
    const document = { type: 'passport', number: 'NEW7777', issuingCountry: 'GR', expiresOn: '2036-05-01' };
    const next = await desk.admit({ ...person.application, document }, { answer: 'same' });
    await person.device.redeem(next.offer);
    const credential = credentialOf(await person.device.request());
    expect([await statusOf(person.credential), await statusOf(credential)]).toEqual(['revoked', 'valid']);
    const old = await desk.detail(person.caseId);
    expect(old.rebinding).toBeUndefined();
    expect(eventsOf(old, 'credential_replaced')).toEqual([['credential_replaced', next.caseId]]);
  });

  it('is known by its refreshed token where it states no commitment, and another one is not', async () => {
    const { desk, host } = world;
    const plain = await world.device({ commitment: null });
    const { applied, caseId, offer } = await desk.admit({
      familyName: 'Plain',
      birthDate: '1979-03-03',
      document: { type: 'passport', number: 'PLAIN79', issuingCountry: 'GR', expiresOn: '2036-05-01' },
    });
    await plain.redeem(offer);
    const first = credentialOf(await plain.request());
    const { store } = host.container.context;
    await store.transaction(async (transaction) => {
      const [copy] = await transaction.listCredentials({ tenant: 'demo-bank', caseId });
      const issuance = await transaction.findIssuance(copy!.issuanceId);
      await transaction.saveIssuance({ ...issuance!, approvalHash: 'an earlier approval' });
    });
    await plain.refresh();
    const second = credentialOf(await plain.request());
    expect([await statusOf(first), await statusOf(second)]).toEqual(['revoked', 'valid']);
    const other = await world.device({ commitment: null });
    await other.redeem(await desk.reoffer(applied));
    expect(await other.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_UNAPPROVED'));
    expect(await statusOf(second)).toBe('valid');
  });
});

describe('another wallet for an active case', () => {
  it('needs the measure of two people; with it, it waits', async () => {
    const { desk, clock } = world;
    const person = await world.settled();
    const phone = await world.device();
    await phone.redeem(await desk.reoffer(person.applied));
    expect(await phone.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_UNAPPROVED'));
    expect(await phone.request('postern_seal')).toMatchObject(denied('ERR_ISSUANCE_REBINDING_UNAPPROVED'));
    expect(await statusOf(person.credential)).toBe('valid');
    await desk.measure(person.caseId, 'rebind');
    await phone.redeem(await desk.offerOf(person.applied));
    const waiting = await phone.request();
    expect(waiting.status).toBe(202);
    expect(await statusOf(person.credential)).toBe('suspended');
    expect((await desk.detail(person.caseId)).rebinding).toMatchObject({ state: 'waiting', otherCaseIds: [] });
    // The wallet that is to lose it gets nothing new meanwhile, and nothing after.
    expect(await person.device.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_OPEN'));
    clock.pass(DELAY);
    await world.runDue();
    expect(await statusOf(credentialOf(await phone.claim(waiting.body.transaction_id)))).toBe('valid');
    expect(credentialOf(await phone.request('postern_seal'))).toBeDefined();
    expect(await person.device.request()).toMatchObject({ status: 401 });
    // Not again so soon, even with two people's consent.
    await desk.measure(person.caseId, 'rebind');
    const tablet = await world.device();
    await tablet.redeem(await desk.offerOf(person.applied));
    expect(await tablet.request()).toMatchObject(denied('ERR_ISSUANCE_REBINDING_TOO_SOON'));
    clock.pass(7 * DAY);
    expect((await tablet.request()).status).toBe(202);
  });

  it('is nothing to wait for once nothing is live', async () => {
    const { desk, clock } = world;
    const person = await world.settled();
    clock.pass(400 * DAY);
    const phone = await world.device();
    await phone.redeem(await desk.reoffer(person.applied));
    expect(await statusOf(credentialOf(await phone.request()))).toBe('valid');
    expect(await statusOf(person.credential)).toBe('revoked');
    clock.pass(-400 * DAY);
  });
});

describe('the end by time', () => {
  it('comes once, from two processes at the same moment', async () => {
    const { desk, clock, host } = world;
    const second = await openSecondProcess(host, { port: 19_103, clock });
    try {
      await world.clear();
      const person = await world.settled();
      const deceit = await world.deceive(person);
      clock.pass(DELAY);
      const contexts = [host.container.context, second.container.context];
      const runs = await Promise.all([...contexts, ...contexts].map(runDueRebindings));
      expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
      expect(runs.map(({ done }) => done).toSorted()).toEqual([0, 0, 0, 1]);
      const ends = eventsOf(await desk.detail(person.caseId), 'rebinding_done');
      expect(ends).toEqual([['rebinding_done', deceit.caseId]]);
    } finally {
      await second.stop();
    }
  });

  it('and a decision at the same moment leave one of the two', async () => {
    const { desk, clock } = world;
    await world.clear();
    const person = await world.settled();
    await world.deceive(person);
    clock.pass(DELAY);
    await desk.maker.decide(person.caseId, { action: 'propose_measure', measure: 'reinstate', reason: 'She called' });
    const [reinstated, done] = await Promise.all([
      desk.checker.decide(person.caseId, { action: 'confirm_measure' }),
      world.runDue(),
    ]);
    const { rebinding } = await desk.detail(person.caseId);
    if (done === 1) expect(reinstated.body.code).toBe('ERR_CASE_TRANSITION');
    expect(rebinding?.state).toBe(done === 1 ? 'done' : 'cancelled');
    expect(await statusOf(person.credential)).toBe(done === 1 ? 'revoked' : 'valid');
  });

  it('comes after a restart, and a message that waited goes out', async () => {
    const { clock, desk, host } = world;
    const person = await world.settled();
    const deceit = await world.deceive(person);
    clock.pass(DELAY);
    await host.restart();
    await world.runDue();
    expect(await statusOf(person.credential)).toBe('revoked');
    await world.mailsTo(person.email!);
    expect(eventsOf(await desk.detail(person.caseId), 'rebinding_told')).toEqual([['rebinding_told', deceit.caseId]]);
    expect(credentialOf(await deceit.device.claim(deceit.transactionId))).toBeDefined();
  });
});

describe('the log', () => {
  it('holds no address, no name and no link', async () => {
    await world.mailsTo('nobody@home.example');
    expect(world.host.lines.length).toBeGreaterThan(50);
    expect(world.host.lines.join('')).not.toMatch(/@|home\.example|Holder\d|Stranger|rebinding\/[\w-]{20}/);
  });
});
