import { createSoftwareAuthenticator, openSql, type SoftwareAuthenticator, type Sql } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, approve, ASSESSMENT, enrolStaff, propose, type TestStaff } from './test-support/test-staff.ts';
import { type Answer, ask } from './test-support/test-wallet.ts';

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let database: Sql;

beforeAll(async () => {
  host = await startTestIssuer({
    port: 18_992,
    env: { ISSUER_DEMO_SIGN_IN: 'false', ISSUER_RATE_LIMIT_PER_MINUTE: '10000' },
  });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  database = await openSql(host.env.ISSUER_DATABASE_URL);
}, 120_000);
afterAll(async () => {
  await database.end();
  await host.stop();
});

const rpId = 'localhost';
const signIn = async (authenticator: SoftwareAuthenticator): Promise<Answer> => {
  const headers = { origin: host.portalUrl };
  const { body } = await ask(`${host.url}/staff/sign-in/options`, { json: {}, headers });
  const { challenge } = body.options as { challenge: string };
  const response = authenticator.assert({ challenge, rpId, origin: host.portalUrl });
  return ask(`${host.url}/staff/sign-in`, { json: { response }, headers });
};
/** An assertion over one act. */
const confirm = async (staff: TestStaff, action: string, target?: string, by = staff.authenticator) => {
  const { body } = await staff.post('/step-up/options', { action, ...(target === undefined ? {} : { target }) });
  const { challenge } = body.options as { challenge: string };
  return by?.assert({ challenge, rpId, origin: host.portalUrl }) ?? null;
};
const entriesOf = async (action: string) =>
  database.query<{ actor: string; details: unknown }>('select actor, details from audit_entry where action = $1', [
    action,
  ]);
type Account = {
  passkeys: { id: string; regressedAt: number | null }[];
  members: { staffId: string; warnings: number }[];
};
const accountOf = async (staff: TestStaff) => (await staff.get('/account')).body as unknown as Account;

describe("a passkey's counter that goes back", () => {
  it.each([
    [1, 0],
    [5000, 10],
  ])('from %i to %i locks nobody out, at sign-in or in a decision; the log and the desk say it', async (high, low) => {
    const { authenticator } = maker;
    if (authenticator === undefined) throw new Error('no passkey');
    const before = (await entriesOf('passkey_counter_regressed')).length;
    authenticator.countFrom(high);
    expect((await signIn(authenticator)).status).toBe(200);
    authenticator.countFrom(low);
    expect((await signIn(authenticator)).status).toBe(200);
    expect(await entriesOf('passkey_counter_regressed')).toHaveLength(before + 1);
    authenticator.countFrom(low);
    const applied = await apply(host, { familyName: `Counter${high}`, document: documentOf(`C${high}`) });
    authenticator.countFrom(low);
    expect((await propose(maker, { caseId: applied.applicationId })).status).toBe(200);
    const account = await accountOf(checker);
    expect(account.members.find(({ staffId }) => staffId === 'maker')?.warnings).toBe(1);
    expect((await accountOf(maker)).passkeys[0]?.regressedAt).toEqual(expect.any(Number));
  });

  it('is no excuse for a false signature', async () => {
    const stranger = createSoftwareAuthenticator();
    expect((await signIn(stranger)).status).toBe(401);
  });
});

let documents = 0;
const documentOf = (prefix: string) => {
  documents += 1;
  return { type: 'passport', number: `${prefix}X${documents}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
};

describe('a second passkey', () => {
  it('is added by who is signed in and confirms it now; it signs in; either can go, the last one stays', async () => {
    const [first] = (await accountOf(checker)).passkeys;
    const second = createSoftwareAuthenticator();
    expect((await checker.post('/passkeys/options', { assertion: null })).body.code).toBe('ERR_STAFF_STEP_UP');
    // A confirmation of another act, or of somebody else, is none.
    const other = await confirm(checker, 'remove-passkey', first?.id);
    expect((await checker.post('/passkeys/options', { assertion: other })).body.code).toBe('ERR_STAFF_STEP_UP');
    const foreign = await confirm(checker, 'add-passkey', undefined, maker.authenticator);
    expect((await checker.post('/passkeys/options', { assertion: foreign })).body.code).toBe('ERR_STAFF_STEP_UP');

    const assertion = await confirm(checker, 'add-passkey');
    const begun = await checker.post('/passkeys/options', { assertion });
    expect(begun.status).toBe(200);
    expect((await checker.post('/passkeys/options', { assertion })).body.code).toBe('ERR_STAFF_STEP_UP');
    const { challenge } = begun.body.options as { challenge: string };
    const response = second.register({ challenge, rpId, origin: host.portalUrl });
    expect((await maker.post('/passkeys', { response })).body.code).toBe('ERR_STAFF_ENROLMENT');
    const again = await checker.post('/passkeys/options', { assertion: await confirm(checker, 'add-passkey') });
    const fresh = (again.body.options as { challenge: string }).challenge;
    const added = await checker.post('/passkeys', {
      response: second.register({ challenge: fresh, rpId, origin: host.portalUrl }),
    });
    expect([added.status, (added.body.passkeys as unknown[]).length]).toEqual([201, 2]);
    expect((await signIn(second)).status).toBe(200);

    const removal = { assertion: await confirm(checker, 'remove-passkey', first?.id) };
    // A confirmation is for one passkey: it removes no other one.
    expect((await checker.post(`/passkeys/${second.credentialId}/removal`, removal)).body.code).toBe(
      'ERR_STAFF_STEP_UP',
    );
    const right = { assertion: await confirm(checker, 'remove-passkey', second.credentialId) };
    expect((await checker.post(`/passkeys/${second.credentialId}/removal`, right)).status).toBe(200);
    expect((await signIn(second)).status).toBe(401);
    const last = { assertion: await confirm(checker, 'remove-passkey', first?.id) };
    expect((await checker.post(`/passkeys/${first?.id}/removal`, last)).body.code).toBe('ERR_STAFF_PASSKEY');
    expect(await entriesOf('passkey_removed')).toHaveLength(1);
  });
});

describe('a member who is removed', () => {
  it('is out at once: sessions end, prepared decisions are void, what was proposed is confirmed no more', async () => {
    const leaver = await enrolStaff(host, 'second-checker');
    const applied = await apply(host, { familyName: 'Leaver', birthDate: '1981-02-03', document: documentOf('L') });
    const caseId = applied.applicationId;
    await leaver.decide(caseId, { action: 'start_review' });
    expect((await leaver.decide(caseId, { action: 'propose', assessment: ASSESSMENT })).status).toBe(200);
    const standing = await apply(host, { familyName: 'Stays', birthDate: '1982-02-03', document: documentOf('S') });
    await approve(host, { applied: standing, maker, checker: leaver });
    const measured = { action: 'propose_measure', measure: 'revoke', reason: 'As it seems' };
    expect((await leaver.decide(standing.applicationId, measured)).status).toBe(200);

    const removal = async (by: TestStaff, staffId: string) =>
      by.post(`/members/${staffId}/removal`, { assertion: await confirm(by, 'remove-member', staffId) });
    expect((await removal(maker, 'second-checker')).body.code).toBe('ERR_STAFF_ROLE');
    expect((await removal(checker, 'checker')).body.code).toBe('ERR_STAFF_ROLE');
    expect((await checker.post('/members/second-checker/removal', { assertion: null })).body.code).toBe(
      'ERR_STAFF_STEP_UP',
    );
    expect((await leaver.get('/cases')).status).toBe(200);
    expect((await removal(checker, 'second-checker')).status).toBe(200);

    expect((await leaver.get('/cases')).status).toBe(401);
    if (leaver.authenticator !== undefined) expect((await signIn(leaver.authenticator)).status).toBe(401);
    expect((await checker.decide(caseId, { action: 'approve' })).body.code).toBe('ERR_CASE_APPROVAL_VOID');
    expect((await checker.decide(standing.applicationId, { action: 'confirm_measure' })).body.code).toBe(
      'ERR_CASE_APPROVAL_VOID',
    );
    // What two people decided before stands, under the name of who decided it.
    expect((await checker.get(`/cases/${standing.applicationId}`)).body.approvedBy).toBe('Ines Moreau');
    expect((await removal(checker, 'second-checker')).body.code).toBe('ERR_STAFF_MEMBER');
    expect(await entriesOf('member_removed')).toEqual([{ actor: 'checker', details: { member: 'second-checker' } }]);
    // A restart with the same seed brings nobody back.
    await host.restart();
    const { links } = await host.internal<{ links: { staffId: string }[] }>('enrolment-links');
    expect(links.map(({ staffId }) => staffId)).not.toContain('second-checker');
  });
});
