import { encryptCompactJwe, type JsonObject } from '@postern/credential';
import { describe, expect, it } from 'vitest';

import { readSession } from '../session/read-session.ts';
import { createFakePresentation, createFakeWorld, type FakeWorld, PROTOCOL } from '../testing/create-fake-world.ts';
import { openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { answerSession } from './answer-session.ts';

const { protocolId } = PROTOCOL;

type Opened = Awaited<ReturnType<typeof openSession>>['session'];
const openEncrypted = async (world: FakeWorld) => (await openSession(world, { encrypted: true })).session;
const vp_token = { kyc: [createFakePresentation()] };

const send = (world: FakeWorld, session: Opened, answer: Record<string, string>) =>
  answerSession({
    protocol: PROTOCOL,
    requestId: session.requestId,
    answer: answer as { response: string },
    publicUrl: PUBLIC_URL,
    ports: world.ports,
  });
const encrypt = (session: Opened, payload: JsonObject, kid = session.encryption?.publicJwk.kid ?? '') => {
  const { kty, crv, x, y } = session.encryption?.publicJwk ?? { kty: 'EC', crv: 'P-256', x: '', y: '' };
  return encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A128GCM' });
};
const stateOf = async (world: FakeWorld, { sessionId }: Opened) =>
  (await readSession({ protocolId, sessionId, ports: world.ports })).state;

describe('direct_post.jwt (OpenID4VP 1.0 §8.3)', () => {
  it('takes an answer encrypted to the session’s key, and then forgets the key', async () => {
    const world = createFakeWorld();
    const session = await openEncrypted(world);
    const response = await encrypt(session, { vp_token, state: session.requestState });
    await expect(send(world, session, { response })).resolves.toEqual({ status: 'verified' });
    const kept = await world.ports.sessions.find({ protocolId, sessionId: session.sessionId });
    expect(kept).toMatchObject({ status: 'verified', encryption: undefined });
  });

  it('gives every session a key of its own', async () => {
    const world = createFakeWorld();
    const [one, two] = [await openEncrypted(world), await openEncrypted(world)];
    expect(one.encryption?.publicJwk.x).not.toBe(two.encryption?.publicJwk.x);
    expect(one.encryption?.publicJwk.kid).not.toBe(two.encryption?.publicJwk.kid);
    const foreign = await encrypt(two, { vp_token, state: one.requestState }, one.encryption?.publicJwk.kid);
    await expect(send(world, one, { response: foreign })).rejects.toMatchObject({
      code: 'ERR_SESSION_ANSWER_UNREADABLE',
    });
    expect(await stateOf(world, one)).toBe('open');
  });

  it('refuses presentations in the clear where it asked for encryption, and the reverse', async () => {
    const world = createFakeWorld();
    const session = await openEncrypted(world);
    const clear = { vp_token: JSON.stringify(vp_token), state: session.requestState };
    await expect(send(world, session, clear)).rejects.toMatchObject({ code: 'ERR_SESSION_RESPONSE_MODE' });
    const { session: open } = await openSession(world);
    await expect(send(world, open, { response: 'a.b.c.d.e' })).rejects.toMatchObject({
      code: 'ERR_SESSION_RESPONSE_MODE',
    });
  });

  it.each([
    ['no state', { vp_token }, 'ERR_SESSION_STATE_MISMATCH'],
    ['a foreign state', { vp_token, state: 'A'.repeat(32) }, 'ERR_SESSION_STATE_MISMATCH'],
    ['nothing to answer', { state: 's' }, 'ERR_SESSION_ANSWER_UNREADABLE'],
    ['a vp_token as text', { vp_token: JSON.stringify(vp_token), state: 's' }, 'ERR_SESSION_ANSWER_UNREADABLE'],
  ])('writes nothing for %s', async (_name, payload, code) => {
    const world = createFakeWorld();
    const session = await openEncrypted(world);
    const response = await encrypt(session, payload);
    await expect(send(world, session, { response })).rejects.toMatchObject({ code });
    expect(await stateOf(world, session)).toBe('open');
  });

  it('takes a wallet’s “no” encrypted or, from one that cannot encrypt, in the clear', async () => {
    const world = createFakeWorld();
    const [one, two] = [await openEncrypted(world), await openEncrypted(world)];
    const response = await encrypt(one, { error: 'access_denied', state: one.requestState });
    await expect(send(world, one, { response })).resolves.toEqual({ status: 'declined' });
    const plain = { error: 'access_denied', state: two.requestState };
    await expect(send(world, two, plain)).resolves.toEqual({ status: 'declined' });
    expect((await world.ports.sessions.find({ protocolId, sessionId: two.sessionId }))?.encryption).toBeUndefined();
  });
});
