import { StatusListError } from '@postern/credential';
import { describe, expect, it } from 'vitest';

import { VerifierUnavailableError } from '../errors.ts';
import { asking, createClaimsFixture } from '../testing/create-claims-fixture.ts';
import { PROTOCOL } from '../testing/create-fake-world.ts';
import { ISSUER_URL } from '../testing/create-test-bank.ts';
import { openSession } from '../testing/open-session.ts';

const { bank, protocol, createWorld, present, answer, read } = await createClaimsFixture();

describe('trust', () => {
  it('nothing is fetched for an issuer that is not accepted', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    for (const iss of ['https://169.254.169.254/x', 'did:web:evil.example', 'x509', '']) {
      const given = answer(world, opened, { papers: [await present(opened, { payload: { iss } })] });
      await expect(given).rejects.toMatchObject({ code: 'ERR_POLICY_ISSUER_UNTRUSTED' });
    }
    expect(world.trust.resolved).toEqual([]);
  });

  it('that is withdrawn counts at once, also for questions asked before', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const given = { papers: [await present(opened)] };
    const withdrawn = { ...protocol, trustedIssuers: [bank.did] };
    await expect(answer(world, opened, given, withdrawn)).rejects.toMatchObject({
      code: 'ERR_POLICY_ISSUER_UNTRUSTED',
    });
    await expect(answer(world, opened, given)).resolves.toBeDefined();
  });

  it('narrows to the issuers of one question, and never widens', async () => {
    const world = createWorld();
    const narrow = await openSession(world, asking({ issuers: [bank.did] }), protocol);
    const given = answer(world, narrow, { papers: [await present(narrow)] });
    await expect(given).rejects.toMatchObject({ code: 'ERR_POLICY_ISSUER_UNTRUSTED' });
    for (const foreign of [asking({ issuers: ['did:web:evil.example'] }), asking({ issuers: ['x509'] })]) {
      const without = { ...protocol, trustAnchors: [] };
      await expect(openSession(world, foreign, without)).rejects.toMatchObject({
        code: 'ERR_SESSION_ISSUER_UNTRUSTED',
      });
    }
    await expect(openSession(world, asking(), PROTOCOL)).rejects.toMatchObject({
      code: 'ERR_SESSION_ISSUER_UNTRUSTED',
    });
  });

  it('asks for an authority key identifier when only chains are accepted, and takes nothing else', async () => {
    const world = createWorld();
    world.ports.certificates.readKeyIdentifier = () => 'c29tZWJvZHk';
    const opened = await openSession(world, asking({ issuers: ['x509'] }), protocol);
    const [query] = opened.session.question.dcqlQuery.credentials;
    expect(query).toMatchObject({ trusted_authorities: [{ type: 'aki', values: ['c29tZWJvZHk'] }] });
    const given = answer(world, opened, { papers: [await present(opened, { header: { x5c: bank.x5c } })] });
    await expect(given).rejects.toMatchObject({ code: 'ERR_POLICY_ISSUER_UNTRUSTED' });
  });
});

describe('status', () => {
  it.each([
    ['revoked', 'ERR_POLICY_CREDENTIAL_REVOKED'],
    ['suspended', 'ERR_POLICY_CREDENTIAL_SUSPENDED'],
    ['unknown', 'ERR_POLICY_CREDENTIAL_STATUS'],
  ] as const)('%s is a refusal', async (status, code) => {
    const world = createWorld();
    world.trust.status = status;
    const opened = await openSession(world, asking(), protocol);
    await expect(answer(world, opened, { papers: [await present(opened)] })).rejects.toMatchObject({ code });
    expect(await read(world, opened)).toMatchObject({ state: 'refused', denial: { code } });
  });

  it('comes with its age and its bound, for each credential', async () => {
    const world = createWorld();
    world.trust.statusAge = 23;
    const opened = await openSession(world, asking(), protocol);
    await answer(world, opened, { papers: [await present(opened)] });
    const { credentials } = await read(world, opened);
    expect(credentials).toMatchObject([{ status: { asOf: world.state.now - 23, age: 23, bound: 60 } }]);
  });

  it('is not spoken of where the credential names none', async () => {
    const world = createWorld();
    const issuerExceptions = [{ issuer: ISSUER_URL, mayLack: ['status' as const] }];
    const trusting = { ...protocol, issuerExceptions };
    const opened = await openSession(world, asking(), trusting);
    const papers = [await present(opened, { payload: { status: undefined as never } })];
    await answer(world, opened, { papers }, trusting);
    const { credentials } = await read(world, opened);
    expect(credentials?.[0]).not.toHaveProperty('status');
  });

  it('at an index outside the list is a fault of the credential', async () => {
    const world = createWorld();
    world.trust.statusFailure = new StatusListError('ERR_STATUS_LIST_INDEX', 'Outside.');
    const opened = await openSession(world, asking(), protocol);
    await expect(answer(world, opened, { papers: [await present(opened)] })).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_STATUS_REFERENCE',
    });
  });

  it.each(['ERR_STATUS_LIST_UNREACHABLE', 'ERR_STATUS_LIST_ISSUER', 'ERR_STATUS_LIST_TOO_LARGE'] as const)(
    'without a usable list (%s) is neither yes nor no: the session stays open for another try',
    async (code) => {
      const world = createWorld();
      world.trust.statusFailure = new StatusListError(code, 'No list.');
      const opened = await openSession(world, asking(), protocol);
      const papers = [await present(opened)];
      await expect(answer(world, opened, { papers })).rejects.toMatchObject({ code: 'ERR_STATUS_UNAVAILABLE' });
      const undecided = await read(world, opened);
      expect(undecided.state).toBe('open');
      expect(undecided).not.toHaveProperty('denial');
      world.trust.statusFailure = undefined;
      await expect(answer(world, opened, { papers })).resolves.toEqual({ status: 'verified' });
    },
  );

  it('an issuer whose keys cannot be had now is neither yes nor no', async () => {
    const world = createWorld();
    world.trust.documentFailure = new VerifierUnavailableError('ERR_ISSUER_UNAVAILABLE', 'No answer.');
    const opened = await openSession(world, asking(), protocol);
    const papers = [await present(opened)];
    await expect(answer(world, opened, { papers })).rejects.toMatchObject({ code: 'ERR_ISSUER_UNAVAILABLE' });
    expect((await read(world, opened)).state).toBe('open');
  });
});
