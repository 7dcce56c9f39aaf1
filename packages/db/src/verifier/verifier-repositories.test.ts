import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import type { SessionRecord } from '@postern/verifier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createProtocolRepository, type VerifierProtocolRepository } from './create-protocol-repository.ts';
import { createSessionRepository } from './create-session-repository.ts';
import { createVerifierClient, type VerifierClient } from './create-verifier-client.ts';

const NOW = 1_795_000_000;
const PRESENTATION: NonNullable<SessionRecord['presentation']> = {
  circuit: 'kyc-presentation/1',
  proof: {
    a: ['1', '2'],
    b: [
      ['1', '2'],
      ['3', '4'],
    ],
    c: ['1', '2'],
  },
  publicSignals: ['7', '1', '2', '3', '4', '5', '6', '7'],
};
const PROVEN = { subject: 's'.repeat(43), until: NOW + 86_400 };
const PROOF_STATUS = { asOf: NOW - 5, age: 5, bound: 612 };
const SEALED = 'a.jwe';
const DENIAL = { code: 'ERR_POLICY_CLOSED', what: 'Closed.', remedy: 'Ask.' };

let database: TestDatabase;
let db: VerifierClient;
let protocols: VerifierProtocolRepository;
let sessions: ReturnType<typeof createSessionRepository>;

const publicJwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
const seed = (slug: string) => ({
  protocolId: `id-of-${slug}`,
  slug,
  name: 'Harbor Vault',
  apiKeyHash: `hash-of-${slug}`,
  policyIds: ['0x11'],
  origins: ['http://localhost:4106'],
  trustedIssuers: ['did:web:bank.example'],
  issuerExceptions: [{ issuer: 'did:web:bank.example', mayLack: ['status' as const] }],
  trustAnchors: ['AAAA'],
});
const createKey = (byte: number) => () =>
  Promise.resolve({ publicJwk, sealedKey: new Uint8Array([byte]), certificateChain: ['BBBB'] });

beforeAll(async () => {
  database = await createTestDatabase({ schema: 'verifier' });
  db = createVerifierClient({ url: database.url });
  protocols = createProtocolRepository(db);
  sessions = createSessionRepository(db);
  await protocols.upsert(seed('one'), createKey(1));
  await protocols.upsert(seed('two'), createKey(2));
});
afterAll(async () => {
  await db?.$disconnect();
  await database?.drop();
});

let counter = 0;
async function insertSession(changes: Partial<SessionRecord> = {}): Promise<SessionRecord> {
  counter += 1;
  const session: SessionRecord = {
    sessionId: `session-${counter}`,
    protocolId: 'id-of-one',
    requestId: `request-${counter}`,
    status: 'open',
    policy: { policyId: '0x11', chainId: 31_337, registry: '0xb2', account: '0xa1' },
    question: {
      dcqlQuery: { credentials: [{ id: 'papers', format: 'dc+sd-jwt', meta: { vct_values: ['v'] } }] },
      issuers: { papers: ['did:web:bank.example'] },
      clientIdPrefix: 'decentralized_identifier',
      transactionData: [],
      subjects: 'same',
    },
    encryption: { publicJwk: { ...publicJwk, kid: 'k', alg: 'ECDH-ES' }, sealedKey: new Uint8Array([7]) },
    resultJwk: { ...publicJwk, kid: 'r' },
    nonce: 'n',
    requestState: 's',
    returnUrl: undefined,
    createdAt: NOW + counter,
    expiresAt: NOW + 600,
    ...changes,
  };
  await sessions.insert(session);
  return session;
}
const keyOf = ({ protocolId, sessionId }: SessionRecord) => ({ protocolId, sessionId });
const consume = (session: SessionRecord, now = NOW) =>
  sessions.consume({
    ...keyOf(session),
    now,
    answered: ['kyc', 'papers'],
    presentation: PRESENTATION,
    proven: PROVEN,
    proofStatus: PROOF_STATUS,
    sealedResult: SEALED,
    presentationUntil: NOW + 600,
    responseCodeHash: 'code',
  });

describe('protocols', () => {
  it('are found by slug and key hash', async () => {
    const found = await protocols.findByApiKeyHash('hash-of-one');
    expect(found).toEqual(await protocols.findBySlug('one'));
    expect(found).toMatchObject({
      protocolId: 'id-of-one',
      policyIds: ['0x11'],
      publicJwk,
      trustedIssuers: ['did:web:bank.example'],
      issuerExceptions: [{ issuer: 'did:web:bank.example', mayLack: ['status'] }],
      trustAnchors: ['AAAA'],
      certificateChain: ['BBBB'],
    });
    expect(await protocols.findByApiKeyHash('hash-of-nobody')).toBeUndefined();
    expect((await protocols.list({ limit: 1 })).map(({ slug }) => slug)).toEqual(['one']);
  });

  it('take new facts from a seed and keep id and signing key', async () => {
    const changed = { ...seed('one'), protocolId: 'another-id', name: 'Harbor Vault 2', policyIds: ['0x11', '0x22'] };
    await protocols.upsert(changed, () => Promise.reject(new Error('made a second key')));
    expect(await protocols.findBySlug('one')).toMatchObject({
      protocolId: 'id-of-one',
      name: 'Harbor Vault 2',
      policyIds: ['0x11', '0x22'],
    });
    expect(await protocols.findSealedKey('id-of-one')).toEqual({ slug: 'one', sealedKey: new Uint8Array([1]) });
  });

  it('have one key when two processes seed at once', async () => {
    await Promise.all([3, 4, 5, 6].map((byte) => protocols.upsert(seed('raced'), createKey(byte))));
    const first = await protocols.findSealedKey('id-of-raced');
    await protocols.upsert(seed('raced'), createKey(9));
    expect(await protocols.findSealedKey('id-of-raced')).toEqual(first);
  });
});

describe('sessions', () => {
  it('come back as they were put in', async () => {
    const session = await insertSession({ returnUrl: 'http://localhost:4106/done' });
    expect(await sessions.find(keyOf(session))).toEqual({
      ...session,
      denial: undefined,
      answered: [],
      presentation: undefined,
      sealedResult: undefined,
      presentationUntil: undefined,
      responseCodeHash: undefined,
    });
    const toSession = { policyId: '0x11', chainId: 31_337, registry: '0xb2' };
    const { sessionId } = await insertSession({ policy: toSession });
    expect((await sessions.find({ protocolId: 'id-of-one', sessionId }))?.policy).toEqual(toSession);
    const { policy: _policy, ...claimsOnly } = await insertSession({ policy: undefined });
    expect(await sessions.find(keyOf(claimsOnly))).toMatchObject({ ...claimsOnly });
    expect(await sessions.findByRequest(session)).toMatchObject({ sessionId: session.sessionId });
  });

  it('are invisible and untouchable to another protocol', async () => {
    const session = await insertSession();
    const foreign = { ...session, protocolId: 'id-of-two' };
    expect(await sessions.find(foreign)).toBeUndefined();
    expect(await sessions.findByRequest(foreign)).toBeUndefined();
    expect(await sessions.list({ protocolId: 'id-of-two', limit: 100 })).toEqual([]);
    expect(await consume(foreign)).toBe(false);
    expect(await sessions.decline({ ...keyOf(foreign), now: NOW })).toBe(false);
    await sessions.refuse({ ...keyOf(foreign), now: NOW, denial: DENIAL });
    await sessions.markFetched(foreign);
    expect(await sessions.find(session)).toMatchObject({ status: 'open', denial: undefined });
  });

  it('let exactly one of many answers win, a hundred rounds', async () => {
    for (let round = 0; round < 100; round += 1) {
      const session = await insertSession();
      const [first, second, declined] = await Promise.all([
        consume(session),
        consume(session),
        sessions.decline({ ...keyOf(session), now: NOW }),
      ]);
      expect([first, second, declined].filter(Boolean)).toHaveLength(1);
    }
  });

  it('hand their claims to exactly one of many readers, and to no other protocol', async () => {
    for (let round = 0; round < 20; round += 1) {
      const session = await insertSession();
      await consume(session);
      expect(await sessions.takeResult({ ...keyOf(session), protocolId: 'id-of-two', now: NOW })).toBeUndefined();
      const taken = await Promise.all([1, 2, 3].map(() => sessions.takeResult({ ...keyOf(session), now: NOW })));
      expect(taken.filter((text) => text !== undefined)).toEqual([SEALED]);
      expect(await sessions.find(session)).toMatchObject({ status: 'verified', sealedResult: undefined });
    }
    const late = await insertSession();
    await consume(late);
    expect(await sessions.takeResult({ ...keyOf(late), now: NOW + 600 })).toBeUndefined();
  });

  it('lose their key for answers when they end', async () => {
    const [answered, declined, expired] = [await insertSession(), await insertSession(), await insertSession()];
    await sessions.refuse({ ...keyOf(answered), now: NOW, denial: DENIAL });
    expect((await sessions.find(answered))?.encryption).toBeDefined();
    await consume(answered);
    await sessions.decline({ ...keyOf(declined), now: NOW });
    await sessions.sweep({ now: NOW + 600 });
    for (const session of [answered, declined, expired]) {
      expect((await sessions.find(session))?.encryption).toBeUndefined();
    }
  });

  it('take an answer after a refusal, which is then forgotten', async () => {
    const session = await insertSession();
    await sessions.refuse({ ...keyOf(session), now: NOW, denial: DENIAL });
    expect(await sessions.find(session)).toMatchObject({ status: 'refused', denial: DENIAL });
    expect(await consume(session)).toBe(true);
    expect(await sessions.find(session)).toMatchObject({
      status: 'verified',
      denial: undefined,
      answered: ['kyc', 'papers'],
      presentation: PRESENTATION,
      proven: PROVEN,
    });
    await sessions.refuse({ ...keyOf(session), now: NOW, denial: DENIAL });
    expect(await sessions.find(session)).toMatchObject({ status: 'verified', denial: undefined });
  });

  it('take nothing from their last moment on', async () => {
    const session = await insertSession();
    expect(await consume(session, NOW + 600)).toBe(false);
    expect(await sessions.decline({ ...keyOf(session), now: NOW + 600 })).toBe(false);
    expect(await consume(session, NOW + 599)).toBe(true);
  });

  it('become fetched once, and only while open', async () => {
    const session = await insertSession();
    await sessions.markFetched(session);
    expect(await sessions.find(session)).toMatchObject({ status: 'fetched' });
    await consume(session);
    await sessions.markFetched(session);
    expect(await sessions.find(session)).toMatchObject({ status: 'verified' });
  });

  it('list the newest first, without presentations', async () => {
    const older = await insertSession({ createdAt: NOW + 5000 });
    const newer = await insertSession({ createdAt: NOW + 5001 });
    await consume(newer);
    const listed = await sessions.list({ protocolId: 'id-of-one', limit: 2 });
    expect(listed.map(({ sessionId }) => sessionId)).toEqual([newer.sessionId, older.sessionId]);
    expect(listed[0]).toMatchObject({ presentation: undefined, proven: undefined });
    expect(await sessions.findByRequest(newer)).toMatchObject({ presentation: undefined, proven: undefined });
  });

  it('lose their presentation when its time is over; reading only shortens it', async () => {
    const session = await insertSession();
    await consume(session);
    await sessions.shortenPresentation({ ...keyOf(session), until: NOW + 120 });
    await sessions.shortenPresentation({ ...keyOf(session), until: NOW + 500 });
    expect(await sessions.find(session)).toMatchObject({ presentationUntil: NOW + 120 });
    await sessions.sweep({ now: NOW + 119 });
    expect(await sessions.find(session)).toMatchObject({ presentation: PRESENTATION });
    await sessions.sweep({ now: NOW + 120 });
    const gone = { status: 'verified', presentation: undefined, proven: undefined };
    expect(await sessions.find(session)).toMatchObject(gone);
    const rows = await db.$queryRaw<{ kept: boolean }[]>`
      select coalesce(presentation, proven) is not null or sealed_result is not null as kept
      from session where session_id = ${session.sessionId}`;
    expect(rows).toEqual([{ kept: false }]);
  });

  it('expire by the sweep, with their refusal kept', async () => {
    const open = await insertSession();
    const refused = await insertSession();
    await sessions.refuse({ ...keyOf(refused), now: NOW, denial: DENIAL });
    expect(await sessions.sweep({ now: NOW + 600 })).toBeGreaterThanOrEqual(2);
    expect(await sessions.find(open)).toMatchObject({ status: 'expired' });
    expect(await sessions.find(refused)).toMatchObject({ status: 'expired', denial: DENIAL });
  });
});
