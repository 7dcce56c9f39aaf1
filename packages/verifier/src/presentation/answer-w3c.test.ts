import { createVpJwt, encryptCompactJwe, type JsonObject } from '@postern/credential';
import type { CreateSessionRequest } from '@postern/protocol';
import { beforeAll, describe, expect, it } from 'vitest';

import type { ProtocolRecord } from '../ports.ts';
import { identifyClient } from '../session/create-request-object.ts';
import { readSession } from '../session/read-session.ts';
import { createFakeWorld, type FakeWorld, NOW, PROTOCOL } from '../testing/create-fake-world.ts';
import { ADA, createTestBank, createTestHolder, type TestBank, type TestHolder } from '../testing/create-test-bank.ts';
import { openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { answerSession } from './answer-session.ts';

let bank: TestBank;
let holder: TestHolder;
let protocol: ProtocolRecord;

beforeAll(async () => {
  [bank, holder] = await Promise.all([createTestBank(), createTestHolder()]);
  protocol = { ...PROTOCOL, trustedIssuers: [bank.did], trustAnchors: [bank.anchor] };
});

type Version = 1 | 2;
const FORMAT = { 1: 'jwt_vc_json', 2: 'vc+jwt' } as const;
const asking = (version: Version, changes: Record<string, unknown> = {}) =>
  ({
    credentials: [
      {
        id: 'papers',
        format: FORMAT[version],
        types: ['KycPersonCredential'],
        claims: [
          { path: ['credentialSubject', 'given_name'] },
          { path: ['credentialSubject', 'nationalities', null], values: ['DE'] },
        ],
        ...changes,
      },
    ],
  }) as unknown as CreateSessionRequest;

type Opened = Awaited<ReturnType<typeof openSession>>;
type Issue = Partial<Parameters<TestBank['issueVcJwt']>[0]>;
type Present = Partial<Parameters<TestHolder['presentW3c']>[0]>;

async function present({ session }: Opened, version: Version, issue: Issue = {}, changes: Present = {}) {
  const credentials = [await bank.issueVcJwt({ version, holderDid: holder.did, ...issue })];
  const { clientId } = await identifyClient({ protocol, session, publicUrl: PUBLIC_URL });
  return holder.presentW3c({ version, credentials, audience: clientId, nonce: session.nonce, ...changes });
}

async function answer(world: FakeWorld, { session }: Opened, presentation: string, as = protocol) {
  const { kty, crv, x, y, kid } = session.encryption?.publicJwk ?? expect.fail('not encrypted');
  const payload = { vp_token: { papers: [presentation] }, state: session.requestState } as JsonObject;
  const response = await encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A128GCM' });
  const { requestId } = session;
  return answerSession({ protocol: as, requestId, answer: { response }, publicUrl: PUBLIC_URL, ports: world.ports });
}

async function expectRefusal(version: Version, code: string, issue: Issue = {}, changes: Present = {}) {
  const world = createFakeWorld();
  const opened = await openSession(world, asking(version), protocol);
  const given = answer(world, opened, await present(opened, version, issue, changes));
  await expect(given).rejects.toMatchObject({ code });
  const { sessionId } = opened.session;
  const refused = await readSession({ protocolId: protocol.protocolId, sessionId, ports: world.ports });
  expect(refused).toMatchObject({ state: 'refused', denial: { code } });
}

describe.each([1, 2] as const)('claims from a W3C credential, data model %s', (version) => {
  it('reach the protocol, and the status of every entry was asked', async () => {
    const world = createFakeWorld();
    const opened = await openSession(world, asking(version), protocol);
    await answer(world, opened, await present(opened, version));
    expect(world.trust.statusAsked).toEqual([`${bank.did} bitstring`]);
    const { sessionId } = opened.session;
    const { resultKey } = opened;
    const session = await readSession({ protocolId: protocol.protocolId, sessionId, resultKey, ports: world.ports });
    expect(session.credentials).toEqual([
      {
        id: 'papers',
        format: FORMAT[version],
        issuer: bank.did,
        claims: [
          { path: ['credentialSubject', 'given_name'], value: 'Ada' },
          { path: ['credentialSubject', 'nationalities', null], value: ['GB', 'DE'] },
        ],
        validUntil: NOW + 86_400,
        status: { asOf: NOW - 12, age: 12, bound: 60 },
      },
    ]);
  });

  it('are read by did-jwt-vc as well where it can, which is in data model 1; a disagreement is our fault', async () => {
    const world = createFakeWorld();
    const opened = await openSession(world, asking(version), protocol);
    const shown = await present(opened, version);
    world.state.agreed = false;
    const given = answer(world, opened, shown);
    if (version === 2) await expect(given).resolves.toMatchObject({ status: 'verified' });
    else await expect(given).rejects.toMatchObject({ code: 'ERR_VERIFIER_SECOND_OPINION' });
    expect(world.state.secondsAsked).toEqual(version === 1 ? ['vc-jwt'] : []);
    const { sessionId } = opened.session;
    const read = await readSession({ protocolId: protocol.protocolId, sessionId, ports: world.ports });
    expect(read).toMatchObject({ state: version === 1 ? 'open' : 'verified' });
    expect(read).not.toHaveProperty('denial');
  });

  it('made for another verifier or request, or not now', async () => {
    await expectRefusal(version, 'ERR_PRESENTATION_AUDIENCE', {}, { audience: 'x509_hash:abc' });
    await expectRefusal(version, 'ERR_PRESENTATION_NONCE', {}, { nonce: 'N'.repeat(32) });
    await expectRefusal(version, 'ERR_PRESENTATION_STALE', {}, { now: NOW - 301 });
  });

  it('shown by somebody who is not its subject', async () => {
    const other = await createTestHolder();
    await expectRefusal(version, 'ERR_PRESENTATION_HOLDER_BINDING', { holderDid: other.did });
  });

  it('signed by another key than its issuer’s', async () => {
    const foreign = await createTestBank();
    const credentials = [
      await foreign.issueVcJwt({
        version,
        holderDid: holder.did,
        payload: version === 1 ? { iss: bank.did } : { issuer: bank.did },
        header: { kid: `${bank.did}#${bank.did.slice('did:key:'.length)}` },
      }),
    ];
    await expectRefusal(version, 'ERR_PRESENTATION_SIGNATURE', {}, { credentials });
    const named = [
      await foreign.issueVcJwt({
        version,
        holderDid: holder.did,
        payload: version === 1 ? { iss: bank.did } : { issuer: bank.did },
      }),
    ];
    await expectRefusal(version, 'ERR_PRESENTATION_KEY_NOT_FOUND', {}, { credentials: named });
  });

  it('a credential alone is no presentation', async () => {
    const world = createFakeWorld();
    const opened = await openSession(world, asking(version), protocol);
    const credential = await bank.issueVcJwt({ version, holderDid: holder.did });
    await expect(answer(world, opened, credential)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_PRESENTATION_/) as unknown as string,
    });
  });

  it('nothing is fetched for an issuer that is not accepted, nor for a holder with a host', async () => {
    const world = createFakeWorld();
    const opened = await openSession(world, asking(version), protocol);
    const payload = version === 1 ? { iss: 'did:web:169.254.169.254' } : { issuer: 'did:web:169.254.169.254' };
    const beside = version === 1 ? { ...payload, issuer: bank.did } : { ...payload, iss: bank.did };
    for (const named of [payload, beside]) {
      const given = answer(world, opened, await present(opened, version, { payload: named }));
      await expect(given).rejects.toMatchObject({ code: 'ERR_POLICY_ISSUER_UNTRUSTED' });
    }
    const hosted = await createTestHolder();
    const from = { ...hosted, did: 'did:web:169.254.169.254' };
    const { clientId: audience } = await identifyClient({ protocol, session: opened.session, publicUrl: PUBLIC_URL });
    const jwt = await createVpJwt({
      version,
      credentials: [await bank.issueVcJwt({ version, holderDid: from.did })],
      holder: from.did,
      kid: `${from.did}#key-1`,
      signer: hosted.signer,
      audience,
      nonce: opened.session.nonce,
      now: NOW,
    });
    await expect(answer(world, opened, jwt)).rejects.toMatchObject({ code: 'ERR_PRESENTATION_KEY_NOT_FOUND' });
    expect(world.trust.resolved.filter((did) => !did.startsWith('did:key:'))).toEqual([]);
  });

  it('expired, of another type, without a claim, with another value', async () => {
    const past = version === 1 ? { exp: NOW } : { validUntil: new Date(NOW * 1000).toISOString() };
    await expectRefusal(version, 'ERR_PRESENTATION_CREDENTIAL_EXPIRED', { payload: past });
    const type = ['VerifiableCredential', 'OtherCredential'];
    await expectRefusal(version, 'ERR_PRESENTATION_TYPE', { credential: { type } });
    const { given_name: _left, ...nameless } = ADA;
    await expectRefusal(version, 'ERR_PRESENTATION_CLAIM_MISSING', { claims: nameless });
    await expectRefusal(version, 'ERR_POLICY_CLAIM_VALUE', { claims: { ...ADA, nationalities: ['KP'] } });
  });

  it('without an end or a status, unless its issuer is known to do without', async () => {
    const cases = [
      ['expiry', version === 1 ? { payload: { exp: undefined } } : { payload: { validUntil: undefined } }],
      ['status', { credential: { credentialStatus: undefined } }],
    ] as const;
    for (const [bound, issue] of cases) {
      const code = `ERR_POLICY_CREDENTIAL_WITHOUT_${bound.toUpperCase()}`;
      await expectRefusal(version, code, issue as never);
      const excepting = { ...protocol, issuerExceptions: [{ issuer: bank.did, mayLack: [bound] }] };
      const world = createFakeWorld();
      const opened = await openSession(world, asking(version), excepting);
      const given = await present(opened, version, issue as never);
      await expect(answer(world, opened, given, excepting)).resolves.toMatchObject({ status: 'verified' });
    }
  });

  it('two credentials in one presentation', async () => {
    const credential = await bank.issueVcJwt({ version, holderDid: holder.did });
    await expectRefusal(version, 'ERR_PRESENTATION_TOO_MANY', {}, { credentials: [credential, credential] });
  });
});

it('a presentation of the other data model is refused', async () => {
  const world = createFakeWorld();
  for (const [asked, given] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const opened = await openSession(world, asking(asked), protocol);
    const answered = answer(world, opened, await present(opened, given));
    await expect(answered).rejects.toMatchObject({ code: 'ERR_PRESENTATION_FORMAT' });
  }
});

it('a remote context is neither fetched nor in the way', async () => {
  for (const [version, first] of [
    [1, 'https://www.w3.org/2018/credentials/v1'],
    [2, 'https://www.w3.org/ns/credentials/v2'],
  ] as const) {
    const world = createFakeWorld();
    const opened = await openSession(world, asking(version), protocol);
    const credential = { '@context': [first, 'https://evil.example/context.json'] };
    await expect(answer(world, opened, await present(opened, version, { credential }))).resolves.toBeDefined();
    expect(world.trust.resolved.filter((name) => !name.startsWith('did:key:'))).toEqual([]);
  }
});

it('registered claims that disagree with the credential are refused', async () => {
  await expectRefusal(1, 'ERR_PRESENTATION_CREDENTIAL_MALFORMED', { credential: { issuer: 'did:web:other.example' } });
  await expectRefusal(2, 'ERR_PRESENTATION_CREDENTIAL_MALFORMED', { payload: { iss: 'did:web:other.example' } });
});
