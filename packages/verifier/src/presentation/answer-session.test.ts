import { describe, expect, it } from 'vitest';

import { hashToken } from '../protocol/hash-token.ts';
import { createSession } from '../session/create-session.ts';
import { listSessions, readSession } from '../session/read-session.ts';
import {
  ACCOUNT,
  createFakePresentation,
  createFakeWorld,
  type FakeWorld,
  PROTOCOL,
} from '../testing/create-fake-world.ts';
import { answerSession } from './answer-session.ts';

const { protocolId } = PROTOCOL;
const base = { protocol: PROTOCOL, publicUrl: 'http://localhost:4104' };

const open = async (world: FakeWorld, returnUrl?: string) =>
  (
    await createSession({
      protocol: PROTOCOL,
      request: {
        policyId: PROTOCOL.policyIds[0] ?? '',
        account: ACCOUNT,
        ...(returnUrl !== undefined && { returnUrl }),
      },
      ports: world.ports,
    })
  ).session;
type Opened = Awaited<ReturnType<typeof open>>;
const answer = (world: FakeWorld, session: Opened, presentation: unknown = createFakePresentation()) =>
  answerSession({
    ...base,
    requestId: session.requestId,
    answer: { vp_token: JSON.stringify({ kyc: [presentation] }), state: session.requestState },
    ports: world.ports,
  });
const read = (world: FakeWorld, session: Opened, responseCode?: string) =>
  readSession({ protocolId, sessionId: session.sessionId, responseCode, ports: world.ports });

describe('answerSession', () => {
  it('keeps the presentation until it was read and a short time passed', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    await expect(answer(world, session)).resolves.toEqual({ status: 'verified' });
    expect((await read(world, session)).presentation).toEqual(createFakePresentation());
    world.state.now += 119;
    expect((await read(world, session)).presentation).toBeDefined();
    world.state.now += 1;
    const later = await read(world, session);
    expect(later.state).toBe('verified');
    expect(later.presentation).toBeUndefined();
  });

  it('gives a presentation to nobody after the session’s time, read or not', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    await answer(world, session);
    world.state.now = session.expiresAt;
    expect((await read(world, session)).presentation).toBeUndefined();
  });

  it('lists the others beside a session that cannot be read, says how many are missing, and reports it', async () => {
    const world = createFakeWorld();
    await answer(world, await open(world));
    await open(world);
    const rows = await world.ports.sessions.list({ protocolId, limit: 10 });
    const broken = rows.map((row, index) => (index === 0 ? { ...row, denial: { x: 1 } as never } : row));
    const reported: unknown[] = [];
    const list = await listSessions({
      protocolId,
      limit: 10,
      ports: {
        ...world.ports,
        sessions: { ...world.ports.sessions, list: async () => broken },
        onUnreadable: (row) => reported.push(row),
      },
    });
    expect([list.sessions.length, list.unreadable]).toEqual([1, 1]);
    expect(reported).toEqual([{ table: 'session', id: rows[0]?.sessionId }]);
  });

  it('never lists presentations', async () => {
    const world = createFakeWorld();
    await answer(world, await open(world));
    const {
      sessions: [listed],
    } = await listSessions({ protocolId, limit: 10, ports: world.ports });
    expect(listed).toMatchObject({ state: 'verified' });
    expect(listed).not.toHaveProperty('presentation');
  });

  it('sends the person back with a code that only this session takes', async () => {
    const world = createFakeWorld();
    const session = await open(world, 'http://localhost:4106/done?step=2');
    const { redirectUri } = await answer(world, session);
    const [page, code = ''] = (redirectUri ?? '').split('#response_code=');
    expect(page).toBe('http://localhost:4106/done?step=2');
    await expect(read(world, session, code)).resolves.toMatchObject({ state: 'verified' });
    await expect(read(world, session, `${code}A`)).rejects.toMatchObject({ code: 'ERR_SESSION_RESPONSE_CODE' });
    const kept = await world.ports.sessions.find({ protocolId, sessionId: session.sessionId });
    expect(kept?.responseCodeHash).toBe(await hashToken(code));
  });

  it('keeps a denial without a value of the person, and takes a better answer', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const given = createFakePresentation({ policyHash: 98n, nullifier: 777_888_999n });
    await expect(answer(world, session, given)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_OTHER_POLICY' });
    const refused = await read(world, session);
    expect(refused).toMatchObject({ state: 'refused', denial: { code: 'ERR_PRESENTATION_OTHER_POLICY' } });
    expect(JSON.stringify(refused)).not.toContain('777888999');
    await expect(answer(world, session)).resolves.toMatchObject({ status: 'verified' });
    expect(await read(world, session)).not.toHaveProperty('denial');
  });

  it('leaves no denial for our own fault', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const ended = new Error('worker ended');
    world.ports.proofs.verify = () => Promise.reject(ended);
    await expect(answer(world, session)).rejects.toBe(ended);
    expect((await read(world, session)).state).toBe('open');
  });

  it('leaves no denial when a second opinion disagrees, accepts nothing, and takes the answer once both agree', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    world.state.agreed = false;
    for (let round = 0; round < 2; round += 1) {
      await expect(answer(world, session)).rejects.toMatchObject({ code: 'ERR_VERIFIER_SECOND_OPINION' });
      expect(await read(world, session)).toMatchObject({ state: 'open' });
    }
    world.state.agreed = true;
    await expect(answer(world, session)).resolves.toEqual({ status: 'verified' });
  });

  it('takes one of two answers, and none after it', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const results = await Promise.allSettled([answer(world, session), answer(world, session)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(answer(world, session)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' });
  });

  it('refuses an answer that comes too late, also when time ran out while it was checked', async () => {
    const world = createFakeWorld();
    const late = await open(world);
    world.ports.proofs.verify = () => {
      world.state.now = late.expiresAt;
      return Promise.resolve(true);
    };
    await expect(answer(world, late)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' });
    await expect(answer(world, late)).rejects.toMatchObject({ code: 'ERR_SESSION_EXPIRED' });
    expect((await read(world, late)).state).toBe('expired');
  });

  it('writes nothing for a foreign state, another protocol or an unknown request', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const common = { ...base, requestId: session.requestId, ports: world.ports };
    const vp_token = '{"kyc":[{}]}';
    const foreignState = answerSession({ ...common, answer: { vp_token, state: 'foreign' } });
    await expect(foreignState).rejects.toMatchObject({ code: 'ERR_SESSION_STATE_MISMATCH' });
    const foreignTenant = answerSession({
      ...common,
      protocol: { ...PROTOCOL, protocolId: 'protocol-2' },
      answer: { vp_token, state: session.requestState },
    });
    await expect(foreignTenant).rejects.toMatchObject({ code: 'ERR_SESSION_NOT_FOUND' });
    expect((await read(world, session)).state).toBe('open');
  });

  it.each([
    ['wallet_unavailable', 'ERR_WALLET_UNAVAILABLE'],
    ['vp_formats_not_supported', 'ERR_WALLET_FORMATS'],
    ['invalid_request', 'ERR_WALLET_INVALID_REQUEST'],
    ['something_else', 'ERR_WALLET_OTHER'],
    ['toString', 'ERR_WALLET_OTHER'],
  ])('keeps apart that a wallet could not answer (%s), and takes another answer', async (error, code) => {
    const world = createFakeWorld();
    const session = await open(world);
    const { requestId, requestState: state } = session;
    const failed = await answerSession({ ...base, requestId, answer: { error, state }, ports: world.ports });
    expect(failed).toEqual({ status: 'failed' });
    const kept = await read(world, session);
    expect(kept).toMatchObject({ state: 'refused', denial: { code } });
    expect(JSON.stringify(kept)).not.toContain('something_else');
    await expect(answer(world, session)).resolves.toMatchObject({ status: 'verified' });
  });

  it('ends the session when the person declines', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const declined = await answerSession({
      ...base,
      requestId: session.requestId,
      answer: { error: 'access_denied', state: session.requestState },
      ports: world.ports,
    });
    expect(declined).toEqual({ status: 'declined' });
    await expect(answer(world, session)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' });
  });
});
