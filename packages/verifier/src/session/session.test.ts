import { createP256Signer, parseCompactJws } from '@postern/credential';
import { zAuthorizationRequest } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { authenticateProtocol } from '../protocol/authenticate-protocol.ts';
import { hashToken } from '../protocol/hash-token.ts';
import { createDidDocument, protocolIdentity } from '../protocol/protocol-identity.ts';
import { ACCOUNT, createFakeWorld, type FakeWorld, PROTOCOL } from '../testing/create-fake-world.ts';
import { createRequestObject } from './create-request-object.ts';
import { createSession } from './create-session.ts';
import { openid4vpUrl, walletUrl } from './request-addresses.ts';

const publicUrl = 'http://localhost:4104';
const policyId = PROTOCOL.policyIds[0] ?? '';

const open = async (world: FakeWorld, request: Partial<{ policyId: string; returnUrl: string }> = {}) =>
  (
    await createSession({
      protocol: PROTOCOL,
      request: { policyId, account: ACCOUNT, ...request },
      ports: world.ports,
    })
  ).session;

const signer = async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return createP256Signer((await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])).privateKey);
};
const fetchRequest = (world: FakeWorld, requestId: string, protocol = PROTOCOL) =>
  createRequestObject({
    protocol,
    requestId,
    publicUrl,
    ports: { sessions: world.ports.sessions, signer, clock: world.ports.clock },
  });

describe('createSession', () => {
  it('makes identifiers, nonce and state of 192 bits, all different', async () => {
    const { sessionId, requestId, nonce, requestState } = await open(createFakeWorld());
    const all = [sessionId, requestId, nonce, requestState];
    for (const token of all) expect(token).toMatch(/^[\w-]{32}$/);
    expect(new Set(all).size).toBe(4);
  });

  it('takes a return address on a registered origin only', async () => {
    const world = createFakeWorld();
    await expect(open(world, { returnUrl: 'http://localhost:4106/done' })).resolves.toBeDefined();
    for (const returnUrl of [
      'http://localhost:4107/done',
      'https://localhost:4106/done',
      'http://localhost.evil.example:4106/',
      'http://localhost:4106@evil.example/',
      'http://localhost:4106/done#fragment',
      'http://localhost:4106/done#',
    ]) {
      await expect(open(world, { returnUrl })).rejects.toMatchObject({ code: 'ERR_SESSION_RETURN_URL' });
    }
  });

  it('opens nothing for a foreign, closed or unknown policy', async () => {
    const world = createFakeWorld();
    await expect(open(world, { policyId: '0x99' })).rejects.toMatchObject({ code: 'ERR_SESSION_POLICY_UNKNOWN' });
    const policy = world.state.policy;
    world.state.policy = policy && { ...policy, closed: true };
    await expect(open(world)).rejects.toMatchObject({ code: 'ERR_POLICY_CLOSED' });
    world.state.policy = undefined;
    await expect(open(world)).rejects.toMatchObject({ code: 'ERR_POLICY_NOT_REGISTERED' });
  });
});

describe('createRequestObject', () => {
  it('states the question under the protocol’s identity and marks the session as fetched', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const { header, payload } = parseCompactJws(await fetchRequest(world, session.requestId));
    const did = 'did:web:localhost%3A4104:p:demo-vault';
    expect(header).toEqual({ alg: 'ES256', typ: 'oauth-authz-req+jwt', kid: `${did}#key-1` });
    const request = zAuthorizationRequest.parse(payload);
    expect(request).toMatchObject({
      client_id: `decentralized_identifier:${did}`,
      response_uri: `${publicUrl}/p/demo-vault/responses/${session.requestId}`,
      nonce: session.nonce,
      state: session.requestState,
      exp: session.expiresAt,
    });
    expect(request.dcql_query.credentials).toEqual([
      {
        id: 'kyc',
        format: 'postern_zk',
        meta: { policyId, chainId: 31_337, registry: world.gate.passRegistry, account: ACCOUNT },
      },
    ]);
    const kept = await world.ports.sessions.find({ protocolId: 'protocol-1', sessionId: session.sessionId });
    expect(kept?.status).toBe('fetched');
  });

  it('gives no request after its time, nor under another protocol', async () => {
    const world = createFakeWorld();
    const session = await open(world);
    const foreign = fetchRequest(world, session.requestId, { ...PROTOCOL, protocolId: 'protocol-2' });
    await expect(foreign).rejects.toMatchObject({ code: 'ERR_SESSION_NOT_FOUND' });
    world.state.now = session.expiresAt;
    await expect(fetchRequest(world, session.requestId)).rejects.toMatchObject({ code: 'ERR_SESSION_EXPIRED' });
  });
});

describe('a protocol', () => {
  it('is found by its API key alone', async () => {
    const apiKey = 'pk_of-a-test-protocol';
    const apiKeyHash = await hashToken(apiKey);
    const protocols = {
      list: () => Promise.resolve([PROTOCOL]),
      findBySlug: () => Promise.resolve(undefined),
      findByApiKeyHash: (hash: string) => Promise.resolve(hash === apiKeyHash ? PROTOCOL : undefined),
    };
    await expect(authenticateProtocol({ apiKey, protocols })).resolves.toBe(PROTOCOL);
    for (const wrong of [undefined, '', 'short', `${apiKey}x`, apiKeyHash]) {
      await expect(authenticateProtocol({ apiKey: wrong, protocols })).rejects.toMatchObject({
        code: 'ERR_API_KEY_INVALID',
      });
    }
  });

  it('has a DID document with exactly its one key', () => {
    const { did, keyId } = protocolIdentity({ publicUrl: 'https://verify.example', slug: 'demo-vault' });
    expect(did).toBe('did:web:verify.example:p:demo-vault');
    const document = createDidDocument({
      publicUrl: 'https://verify.example',
      slug: 'demo-vault',
      publicJwk: PROTOCOL.publicJwk,
    });
    expect(document).toMatchObject({ id: did, assertionMethod: [keyId], verificationMethod: [{ id: keyId }] });
  });

  it('opens the wallet with both parameters escaped', () => {
    const url = new URL(
      walletUrl({ walletPublicUrl: 'http://localhost:4103', clientId: 'a:b%3A', requestUri: 'http://x/?y=&z' }),
    );
    expect(url.pathname).toBe('/present');
    expect(url.searchParams.get('client_id')).toBe('a:b%3A');
    expect(url.searchParams.get('request_uri')).toBe('http://x/?y=&z');
    expect(openid4vpUrl(url.href)).toBe(`openid4vp://${url.search}`);
  });
});
