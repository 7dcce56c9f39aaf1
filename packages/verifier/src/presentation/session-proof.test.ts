import { encryptCompactJwe, jwkThumbprint } from '@postern/credential';
import { computeAccountBinding, computeSessionBinding, computeVerifierScope } from '@postern/primitives';
import type { PublicSignals } from '@postern/proof/verify';
import { type CreateSessionRequest, zSession } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { answerDigitalCredential } from '../digital-credentials/answer-digital-credential.ts';
import { createDigitalCredentialRequests } from '../digital-credentials/create-digital-credential-requests.ts';
import { createUnsignedRequest, identifyClient } from '../session/create-request-object.ts';
import { listSessions, readSession } from '../session/read-session.ts';
import { responseUri } from '../session/request-addresses.ts';
import {
  ACCOUNT,
  createFakePresentation,
  createFakeWorld,
  type FakeWorld,
  NOW,
  PROTOCOL,
} from '../testing/create-fake-world.ts';
import { openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { answerSession } from './answer-session.ts';

const { protocolId, slug } = PROTOCOL;
const DAY = 86_400;
const MIDNIGHT = Math.floor(NOW / DAY) * DAY;

type Opened = Awaited<ReturnType<typeof openSession>>['session'];
type Signals = Partial<Record<keyof PublicSignals, bigint>>;

const POLICY = { policyId: PROTOCOL.policyIds[0] ?? '' };
const open = async (world: FakeWorld, request: Partial<CreateSessionRequest> = {}, protocol = PROTOCOL) =>
  (await openSession(world, { ...POLICY, account: undefined, ...request }, protocol)).session;

/** What the wallet computes from the request that it fetched. */
async function madeFor(session: Opened, protocol = PROTOCOL): Promise<{ scope: bigint; binding: bigint }> {
  const { clientId } = await identifyClient({ protocol, session, publicUrl: PUBLIC_URL });
  const { kty, crv, x, y } = session.encryption?.publicJwk ?? { kty: 'EC', crv: 'P-256', x: '', y: '' };
  return {
    scope: computeVerifierScope({ clientId }),
    binding: computeSessionBinding({
      clientId,
      responseUri: responseUri({ publicUrl: PUBLIC_URL, slug: protocol.slug, requestId: session.requestId }),
      nonce: session.nonce,
      encryptionKeyThumbprint: session.encryption === undefined ? '' : await jwkThumbprint({ kty, crv, x, y }),
    }),
  };
}

async function answer(world: FakeWorld, session: Opened, signals: Signals, protocol = PROTOCOL) {
  const vp_token = { kyc: [createFakePresentation(signals)] };
  const state = session.requestState;
  const key = session.encryption?.publicJwk;
  const given =
    key === undefined
      ? { vp_token: JSON.stringify(vp_token), state }
      : { response: await encryptCompactJwe({ payload: { vp_token, state }, recipient: key, enc: 'A128GCM' }) };
  const { requestId } = session;
  return answerSession({ protocol, requestId, answer: given, publicUrl: PUBLIC_URL, ports: world.ports });
}
const read = (world: FakeWorld, { sessionId }: Opened, responseCode?: string) =>
  readSession({ protocolId, sessionId, responseCode, ports: world.ports });

describe('a proof to a session', () => {
  it.each([false, true])(
    'comes to a pseudonym and an end, and to no presentation (encrypted: %s)',
    async (encrypted) => {
      const world = createFakeWorld();
      const session = await open(world, { encrypted });
      expect(session.question.dcqlQuery.credentials[0]?.meta).toEqual({
        ...POLICY,
        chainId: 31_337,
        registry: world.gate.passRegistry,
      });
      await expect(answer(world, session, await madeFor(session))).resolves.toEqual({ status: 'verified' });
      const view = zSession.parse(await read(world, session));
      expect(view).toMatchObject({
        state: 'verified',
        answered: ['kyc'],
        proven: { subject: expect.stringMatching(/^[\w-]{43}$/), until: MIDNIGHT + 7 * DAY },
      });
      expect(view).not.toHaveProperty('presentation');
      expect(view).not.toHaveProperty('account');
      const kept = await world.ports.sessions.find({ protocolId, sessionId: session.sessionId });
      expect(JSON.stringify({ ...kept, encryption: undefined })).not.toContain('123456');
      const {
        sessions: [listed],
      } = await listSessions({ protocolId, limit: 9, ports: world.ports });
      expect(listed).not.toHaveProperty('proven');
    },
  );

  it('goes with its time, and only to whom the person was sent back', async () => {
    const world = createFakeWorld();
    const session = await open(world, { returnUrl: 'http://localhost:4106/done' });
    const { redirectUri } = await answer(world, session, await madeFor(session));
    expect(await read(world, session)).not.toHaveProperty('proven');
    const code = redirectUri?.split('#response_code=')[1];
    expect(await read(world, session, code)).toHaveProperty('proven');
    world.state.now += 120;
    expect(await read(world, session, code)).not.toHaveProperty('proven');
  });

  it('names one person by one subject, another by another, and each protocol its own', async () => {
    const world = createFakeWorld();
    const other = { ...PROTOCOL, slug: 'other' };
    const subjectOf = async (signals: Signals, protocol = PROTOCOL) => {
      const session = await open(world, {}, protocol);
      await answer(world, session, { ...(await madeFor(session, protocol)), ...signals }, protocol);
      return (await read(world, session)).proven?.subject;
    };
    const subject = await subjectOf({});
    expect(await subjectOf({})).toBe(subject);
    expect(await subjectOf({ nullifier: 5n })).not.toBe(subject);
    expect(await subjectOf({}, other)).not.toBe(subject);
  });

  it('is refused in another session, and in its own a second time', async () => {
    const world = createFakeWorld();
    const [first, second] = [await open(world), await open(world)];
    const target = await madeFor(first);
    await expect(answer(world, second, target)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_OTHER_SESSION' });
    expect(await read(world, second)).toMatchObject({ denial: { code: 'ERR_PRESENTATION_OTHER_SESSION' } });
    await answer(world, first, target);
    await expect(answer(world, first, target)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' });
    expect(world.state.proofsChecked).toBe(1);
  });

  it.each(['clientId', 'responseUri', 'nonce', 'encryptionKeyThumbprint'] as const)(
    'is refused with another %s in its binding',
    async (member) => {
      const world = createFakeWorld();
      const session = await open(world);
      const { clientId } = await identifyClient({ protocol: PROTOCOL, session, publicUrl: PUBLIC_URL });
      const parts = {
        clientId,
        responseUri: responseUri({ publicUrl: PUBLIC_URL, slug, requestId: session.requestId }),
        nonce: session.nonce,
        encryptionKeyThumbprint: '',
      };
      const { scope, binding } = await madeFor(session);
      expect(computeSessionBinding(parts)).toBe(binding);
      const changed = computeSessionBinding({ ...parts, [member]: `${parts[member]}x` });
      await expect(answer(world, session, { scope, binding: changed })).rejects.toMatchObject({
        code: 'ERR_PRESENTATION_OTHER_SESSION',
      });
      await expect(answer(world, session, { scope, binding })).resolves.toBeDefined();
    },
  );

  it('is refused when its answer was to travel the other way, encrypted or in the clear', async () => {
    const world = createFakeWorld();
    const encrypted = await open(world, { encrypted: true });
    const forClear = await madeFor({ ...encrypted, encryption: undefined });
    const code = 'ERR_PRESENTATION_OTHER_SESSION';
    await expect(answer(world, encrypted, forClear)).rejects.toMatchObject({ code });
    const clear = await open(world);
    const forKey = await madeFor({ ...clear, encryption: encrypted.encryption });
    await expect(answer(world, clear, forKey)).rejects.toMatchObject({ code });
    const foreignKey = (await open(world, { encrypted: true })).encryption;
    await expect(
      answer(world, encrypted, await madeFor({ ...encrypted, encryption: foreignKey })),
    ).rejects.toMatchObject({ code });
    expect(world.state.proofsChecked).toBe(0);
  });

  it('made for another client identifier is refused', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const foreign = await madeFor(session, { ...PROTOCOL, slug: 'other' });
    await expect(answer(world, session, foreign)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_OTHER_SCOPE' });
  });

  it('and one for an account are never taken for each other', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const target = await madeFor(session);
    await expect(answer(world, session, {})).rejects.toMatchObject({ code: 'ERR_PRESENTATION_OTHER_SCOPE' });
    const binding = computeAccountBinding(ACCOUNT);
    expect(binding < 2n ** 160n && target.binding >= 2n ** 160n).toBe(true);
    await expect(answer(world, session, { ...target, binding })).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_OTHER_SESSION',
    });
    const { session: forAccount } = await openSession(world);
    await expect(answer(world, forAccount, await madeFor(forAccount))).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_OTHER_SCOPE',
    });
    const { binding: ofSession } = await madeFor(forAccount);
    await expect(answer(world, forAccount, { binding: ofSession })).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_OTHER_ACCOUNT',
    });
    expect(world.state.proofsChecked).toBe(0);
  });

  it.each([
    [{ expiresAt: BigInt(MIDNIGHT + 7 * DAY + 1) }, 'ERR_POLICY_EXPIRY_OFF_GRID'],
    [{ expiresAt: BigInt(MIDNIGHT + 31 * DAY) }, 'ERR_POLICY_EXPIRY_TOO_LATE'],
    [{ expiresAt: BigInt(MIDNIGHT) }, 'ERR_POLICY_EXPIRY_PAST'],
    [{ now: BigInt(NOW - 3601) }, 'ERR_POLICY_PROOF_TOO_OLD'],
    [{ policyHash: 98n }, 'ERR_PRESENTATION_OTHER_POLICY'],
  ])('keeps to the policy as a pass does: %o', async (signals, code) => {
    const world = createFakeWorld();
    const session = await open(world);
    const target = await madeFor(session);
    await expect(answer(world, session, { ...target, ...signals })).rejects.toMatchObject({ code });
  });

  it('that does not stand is refused', async () => {
    const world = createFakeWorld();
    world.state.proofStands = false;
    const session = await open(world);
    await expect(answer(world, session, await madeFor(session))).rejects.toMatchObject({
      code: 'ERR_PRESENTATION_PROOF_INVALID',
    });
  });

  it('is asked neither without a signature nor over the Digital Credentials API', async () => {
    const world = createFakeWorld();
    await expect(open(world, { clientIdPrefix: 'redirect_uri' })).rejects.toMatchObject({
      code: 'ERR_SESSION_CLIENT_ID',
    });
    const { session: forAccount } = await openSession(world, { clientIdPrefix: 'redirect_uri' });
    await expect(
      createUnsignedRequest({ protocol: PROTOCOL, session: forAccount, publicUrl: PUBLIC_URL }),
    ).resolves.toBeDefined();

    const session = await open(world);
    const options = { protocol: PROTOCOL, sessionId: session.sessionId, publicUrl: PUBLIC_URL };
    const signer = () => Promise.reject(new Error('must not sign'));
    await expect(
      createDigitalCredentialRequests({ ...options, ports: { ...world.ports, signer } }),
    ).rejects.toMatchObject({ code: 'ERR_SESSION_RESPONSE_MODE' });
    const submission = {
      protocol: 'openid4vp-v1-unsigned' as const,
      origin: PROTOCOL.origins[0] ?? '',
      data: { vp_token: { kyc: [createFakePresentation(await madeFor(session))] } },
    };
    await expect(answerDigitalCredential({ ...options, submission, ports: world.ports })).rejects.toMatchObject({
      code: 'ERR_SESSION_RESPONSE_MODE',
    });
    expect((await read(world, session)).state).toBe('open');
  });
});
