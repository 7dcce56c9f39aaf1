import { encryptCompactJwe, type JsonObject } from '@postern/credential';
import type { CreateSessionRequest, Session } from '@postern/protocol';

import type { ProtocolRecord } from '../ports.ts';
import { answerSession } from '../presentation/answer-session.ts';
import { identifyClient } from '../session/create-request-object.ts';
import { readSession } from '../session/read-session.ts';
import { createFakeWorld, type FakeWorld, PROTOCOL } from './create-fake-world.ts';
import {
  createTestBank,
  createTestHolder,
  ISSUER_URL,
  type TestBank,
  type TestHolder,
  VCT,
} from './create-test-bank.ts';
import { type openSession, PUBLIC_URL } from './open-session.ts';

/** A name, and a country out of two, from an SD-JWT VC. */
export const PAPERS = {
  id: 'papers',
  format: 'dc+sd-jwt',
  types: [VCT],
  claims: [{ path: ['given_name'] }, { path: ['address', 'country'], values: ['DE', 'FR'] }],
} as const;

export const asking = (changes: Record<string, unknown> = {}): CreateSessionRequest =>
  ({ credentials: [{ ...PAPERS, ...changes }] }) as unknown as CreateSessionRequest;

export type Opened = Awaited<ReturnType<typeof openSession>>;
export type Present = Partial<Parameters<TestHolder['present']>[0]>;
export type Issue = Partial<Parameters<TestBank['issueSdJwt']>[0]>;

/** A bank, a holder, and a protocol that trusts the bank by name, by DID and by its authority. */
export async function createClaimsFixture() {
  const [bank, holder] = await Promise.all([createTestBank(), createTestHolder()]);
  const protocol: ProtocolRecord = {
    ...PROTOCOL,
    trustedIssuers: [ISSUER_URL, bank.did],
    trustAnchors: [bank.anchor],
  };

  function createWorld(): FakeWorld {
    const world = createFakeWorld();
    world.trust.issuerKeys.set(ISSUER_URL, bank.publicJwk);
    return world;
  }

  /** A presentation that is right in every way but those told. */
  async function present({ session }: Opened, issue: Issue = {}, changes: Present = {}, by = holder): Promise<string> {
    const token = await bank.issueSdJwt({ holderJwk: by.publicJwk, ...issue });
    const { clientId } = await identifyClient({ protocol, session, publicUrl: PUBLIC_URL });
    const disclose = [['given_name'], ['address', 'country']];
    return by.present({ token, disclose, audience: clientId, nonce: session.nonce, ...changes });
  }

  async function answer(world: FakeWorld, { session }: Opened, vp_token: Record<string, unknown>, as = protocol) {
    if (session.encryption === undefined) throw new Error('The session is not encrypted.');
    const { kty, crv, x, y, kid } = session.encryption.publicJwk;
    const payload = { vp_token, state: session.requestState } as JsonObject;
    const response = await encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A256GCM' });
    const { requestId } = session;
    return answerSession({ protocol: as, requestId, answer: { response }, publicUrl: PUBLIC_URL, ports: world.ports });
  }

  function read(world: FakeWorld, { session, resultKey }: Opened, key = resultKey): Promise<Session> {
    const { sessionId } = session;
    return readSession({ protocolId: protocol.protocolId, sessionId, resultKey: key, ports: world.ports });
  }

  return { bank, holder, protocol, createWorld, present, answer, read };
}
