import type { CreateSessionRequest } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { readSession } from '../session/read-session.ts';
import { asking, createClaimsFixture, PAPERS } from '../testing/create-claims-fixture.ts';
import { createFakePresentation, NOW, PROTOCOL } from '../testing/create-fake-world.ts';
import { ADA, createTestHolder, ISSUER_URL } from '../testing/create-test-bank.ts';
import { openSession } from '../testing/open-session.ts';

const { bank, holder, protocol, createWorld, present, answer, read } = await createClaimsFixture();

describe('claims from an SD-JWT VC', () => {
  it('reach the protocol once, and nothing but those asked', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    const shownMore = await present(opened, {}, { disclose: [['given_name'], ['address'], ['family_name']] });
    await expect(answer(world, opened, { papers: [shownMore] })).resolves.toEqual({ status: 'verified' });
    expect(world.trust.statusAsked).toEqual([`${ISSUER_URL} token`]);

    const kept = await world.ports.sessions.find({ protocolId: 'protocol-1', sessionId: opened.session.sessionId });
    expect(JSON.stringify(kept)).not.toMatch(/Ada|Lovelace|1990|Berlin/);
    expect(
      await readSession({ protocolId: 'protocol-1', sessionId: opened.session.sessionId, ports: world.ports }),
    ).not.toHaveProperty('credentials');
    expect(await read(world, opened)).toMatchObject({
      state: 'verified',
      answered: ['papers'],
      credentials: [
        {
          id: 'papers',
          format: 'dc+sd-jwt',
          issuer: ISSUER_URL,
          claims: [
            { path: ['given_name'], value: 'Ada' },
            { path: ['address', 'country'], value: 'DE' },
          ],
          validUntil: NOW + 86_400,
        },
      ],
    });
    const again = await read(world, opened);
    expect(again).toMatchObject({ state: 'verified', answered: ['papers'] });
    expect(again).not.toHaveProperty('credentials');
  });

  it('are gone after their time, read or not', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking(), protocol);
    await answer(world, opened, { papers: [await present(opened)] });
    world.state.now = opened.session.expiresAt;
    expect(await read(world, opened)).not.toHaveProperty('credentials');
  });

  it('stay sealed for a key that is not the session’s, and the right key still opens them', async () => {
    const world = createWorld();
    const [opened, other] = [
      await openSession(world, asking(), protocol),
      await openSession(world, asking(), protocol),
    ];
    await answer(world, opened, { papers: [await present(opened)] });
    for (const wrong of [other.resultKey, 'A'.repeat(43), '']) {
      await expect(read(world, opened, wrong)).rejects.toMatchObject({ code: 'ERR_SESSION_RESULT_KEY' });
    }
    expect((await read(world, opened)).credentials).toHaveLength(1);
  });

  it('are given against the response code alone when the person is sent back', async () => {
    const world = createWorld();
    const opened = await openSession(world, { ...asking(), returnUrl: 'http://localhost:4106/done' }, protocol);
    const { redirectUri = '' } = await answer(world, opened, { papers: [await present(opened)] });
    const withheld = await read(world, opened);
    expect(withheld.state).toBe('verified');
    expect(withheld).not.toHaveProperty('credentials');
    const responseCode = redirectUri.split('#response_code=')[1];
    const { sessionId } = opened.session;
    const { resultKey } = opened;
    const ports = world.ports;
    const given = { protocolId: 'protocol-1', sessionId, resultKey, ports };
    await expect(readSession({ ...given, responseCode: 'B'.repeat(32) })).rejects.toMatchObject({
      code: 'ERR_SESSION_RESPONSE_CODE',
    });
    expect((await readSession({ ...given, responseCode })).credentials).toHaveLength(1);
  });

  it('come from an issuer named by DID, by URL, or by a chain to a trust anchor', async () => {
    for (const issue of [
      { payload: { iss: bank.did }, header: { kid: `${bank.did}#${bank.did.slice('did:key:'.length)}` } },
      {},
      { header: { x5c: bank.x5c } },
      { payload: { iss: 'https://bank.example' }, header: { x5c: bank.x5c } },
    ]) {
      const world = createWorld();
      const opened = await openSession(world, asking(), protocol);
      await expect(answer(world, opened, { papers: [await present(opened, issue)] })).resolves.toBeDefined();
    }
  });

  it('may be several where several are asked', async () => {
    const world = createWorld();
    const opened = await openSession(world, asking({ multiple: true }), protocol);
    const papers = [await present(opened), await present(opened)];
    await answer(world, opened, { papers });
    expect((await read(world, opened)).credentials).toHaveLength(2);
    const again = await openSession(world, asking({ multiple: true }), protocol);
    const one = await present(again);
    const twice = answer(world, again, { papers: [one, one] });
    await expect(twice).rejects.toMatchObject({ code: 'ERR_PRESENTATION_TOO_MANY' });
    const single = await openSession(world, asking(), protocol);
    const both = answer(world, single, { papers: [await present(single), await present(single)] });
    await expect(both).rejects.toMatchObject({ code: 'ERR_PRESENTATION_TOO_MANY' });
  });
});

describe('the policy, or the papers', () => {
  const either = {
    ...asking(),
    policyId: PROTOCOL.policyIds[0],
    account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    accept: [['kyc'], ['papers']],
  } as CreateSessionRequest;

  it('is answered by either, by both, and not by none', async () => {
    const proof = createFakePresentation();
    for (const [pick, answered] of [
      [(papers: string) => ({ papers: [papers] }), ['papers']],
      [() => ({ kyc: [proof] }), ['kyc']],
      [(papers: string) => ({ kyc: [proof], papers: [papers] }), ['kyc', 'papers']],
    ] as const) {
      const world = createWorld();
      const opened = await openSession(world, either, protocol);
      await answer(world, opened, pick(await present(opened)));
      const session = await read(world, opened);
      expect(session.answered).toEqual(answered);
      expect(session.presentation === undefined).toBe(!answered.includes('kyc' as never));
      expect(session.credentials === undefined).toBe(!answered.includes('papers' as never));
    }
    const world = createWorld();
    const opened = await openSession(world, either, protocol);
    await expect(answer(world, opened, {})).rejects.toMatchObject({ code: 'ERR_PRESENTATION_MALFORMED' });
  });

  it('fails as a whole when one part that was shown is bad', async () => {
    const world = createWorld();
    const opened = await openSession(world, either, protocol);
    const both = { kyc: [createFakePresentation({ policyHash: 1n })], papers: [await present(opened)] };
    await expect(answer(world, opened, both)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_OTHER_POLICY' });
    expect(await read(world, opened)).not.toHaveProperty('credentials');
  });

  it('needs both when no alternative is given', async () => {
    const world = createWorld();
    const { accept: _accept, ...both } = either;
    const opened = await openSession(world, both, protocol);
    const given = answer(world, opened, { papers: [await present(opened)] });
    await expect(given).rejects.toMatchObject({ code: 'ERR_PRESENTATION_INCOMPLETE' });
  });
});

describe('two credentials', () => {
  const two = (subjects?: 'any') =>
    ({
      credentials: [PAPERS, { ...PAPERS, id: 'second' }],
      ...(subjects !== undefined && { subjects }),
    }) as unknown as CreateSessionRequest;
  const naming = { disclose: [['given_name'], ['address', 'country'], ['family_name'], ['birthdate']] };

  it('of one key, or of one named person, are one person’s', async () => {
    const other = await createTestHolder();
    for (const [changes, by] of [
      [{}, holder],
      [naming, other],
    ] as const) {
      const world = createWorld();
      const opened = await openSession(world, two(), protocol);
      const given = { papers: [await present(opened, {}, changes)], second: [await present(opened, {}, changes, by)] };
      await expect(answer(world, opened, given)).resolves.toBeDefined();
    }
  });

  it('of two keys and no name, or of two names, are refused', async () => {
    const other = await createTestHolder();
    for (const [issue, changes] of [
      [{}, {}],
      [{ claims: { ...ADA, family_name: 'Byron' } }, naming],
    ] as const) {
      const world = createWorld();
      const opened = await openSession(world, two(), protocol);
      const given = {
        papers: [await present(opened, {}, changes)],
        second: [await present(opened, issue, changes, other)],
      };
      await expect(answer(world, opened, given)).rejects.toMatchObject({ code: 'ERR_POLICY_SUBJECTS_DIFFER' });
      const relaxed = await openSession(world, two('any'), protocol);
      const same = {
        papers: [await present(relaxed, {}, changes)],
        second: [await present(relaxed, issue, changes, other)],
      };
      await expect(answer(world, relaxed, same)).resolves.toBeDefined();
    }
  });
});

describe('terms (transaction_data, OpenID4VP 1.0 §8.4)', () => {
  const terms = { title: 'Terms of the vault', uri: 'https://vault.example/terms', sha256: 'A'.repeat(43) };

  it('are confirmed by the hash of the text as it was sent', async () => {
    const world = createWorld();
    const opened = await openSession(world, { ...asking(), terms }, protocol);
    const { transactionData } = opened.session.question;
    expect(transactionData).toHaveLength(1);
    const papers = [await present(opened, {}, { transactionData })];
    await expect(answer(world, opened, { papers })).resolves.toBeDefined();
  });

  it('are missing, or others: refused', async () => {
    const world = createWorld();
    const opened = await openSession(world, { ...asking(), terms }, protocol);
    const silent = answer(world, opened, { papers: [await present(opened)] });
    await expect(silent).rejects.toMatchObject({ code: 'ERR_PRESENTATION_TRANSACTION_MISSING' });
    const other = answer(world, opened, { papers: [await present(opened, {}, { transactionData: ['b3RoZXI'] })] });
    await expect(other).rejects.toMatchObject({ code: 'ERR_PRESENTATION_TRANSACTION_DATA' });
    const unasked = await openSession(world, asking(), protocol);
    const uninvited = answer(world, unasked, {
      papers: [await present(unasked, {}, { transactionData: ['b3RoZXI'] })],
    });
    await expect(uninvited).rejects.toMatchObject({ code: 'ERR_PRESENTATION_TRANSACTION_DATA' });
  });

  it('cannot be asked where nothing would carry them', async () => {
    const open = (request: Partial<CreateSessionRequest>) =>
      openSession(createWorld(), { ...request, terms }, protocol);
    await expect(open({})).rejects.toMatchObject({ code: 'ERR_SESSION_ASK_MALFORMED' });
    const policyId = PROTOCOL.policyIds[0] ?? '';
    const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
    await expect(open({ ...asking(), policyId, account, accept: [['kyc'], ['papers']] })).rejects.toMatchObject({
      code: 'ERR_SESSION_ASK_MALFORMED',
    });
  });
});
