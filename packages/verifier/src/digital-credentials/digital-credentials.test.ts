import { encryptCompactJwe, parseCompactJws } from '@postern/credential';
import type { DigitalCredentialSubmission } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { createFakePresentation, createFakeWorld, type FakeWorld, PROTOCOL } from '../testing/create-fake-world.ts';
import { createSigningKey, openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { answerDigitalCredential } from './answer-digital-credential.ts';
import { createDigitalCredentialRequests } from './create-digital-credential-requests.ts';

const ORIGIN = 'http://localhost:4106';
const vp_token = { kyc: [createFakePresentation()] };

async function requestsOf(world: FakeWorld, sessionId: string) {
  const { signer } = await createSigningKey();
  const ports = { ...world.ports, signer: () => Promise.resolve(signer) };
  return createDigitalCredentialRequests({ protocol: PROTOCOL, sessionId, publicUrl: PUBLIC_URL, ports });
}
const submit = (world: FakeWorld, sessionId: string, changes: Partial<DigitalCredentialSubmission> = {}) =>
  answerDigitalCredential({
    protocol: PROTOCOL,
    sessionId,
    submission: { protocol: 'openid4vp-v1-unsigned', origin: ORIGIN, data: { vp_token }, ...changes },
    ports: world.ports,
  });

describe('the Digital Credentials API (OpenID4VP 1.0 Appendix A)', () => {
  it('offers a signed request with its origins and an unsigned one without a client', async () => {
    const world = createFakeWorld();
    const { session } = await openSession(world, { encrypted: true });
    const { requests } = await requestsOf(world, session.sessionId);
    expect(requests.map(({ protocol }) => protocol)).toEqual(['openid4vp-v1-signed', 'openid4vp-v1-unsigned']);
    const [signed, unsigned] = requests;
    const { header, payload } = parseCompactJws(String((signed?.data as Record<string, unknown> | undefined)?.request));
    expect(header.typ).toBe('oauth-authz-req+jwt');
    expect(payload).toMatchObject({ expected_origins: [ORIGIN], response_mode: 'dc_api.jwt', nonce: session.nonce });
    for (const member of ['client_id', 'response_uri', 'state', 'expected_origins', 'aud']) {
      expect(unsigned?.data).not.toHaveProperty(member);
    }
    expect(payload).not.toHaveProperty('response_uri');
    expect(payload).not.toHaveProperty('state');
  });

  it('offers no signed request under a prefix that cannot be signed', async () => {
    const world = createFakeWorld();
    const { session } = await openSession(world, { clientIdPrefix: 'redirect_uri' });
    const { requests } = await requestsOf(world, session.sessionId);
    expect(requests.map(({ protocol }) => protocol)).toEqual(['openid4vp-v1-unsigned']);
  });

  it('takes one answer, open or encrypted, and no second', async () => {
    const world = createFakeWorld();
    const { session } = await openSession(world);
    await submit(world, session.sessionId);
    await expect(submit(world, session.sessionId)).rejects.toMatchObject({ code: 'ERR_SESSION_CLOSED' });

    const { session: encrypted } = await openSession(world, { encrypted: true });
    const clear = submit(world, encrypted.sessionId);
    await expect(clear).rejects.toMatchObject({ code: 'ERR_SESSION_RESPONSE_MODE' });
    const { kty, crv, x, y, kid } = encrypted.encryption?.publicJwk ?? expect.fail();
    const response = await encryptCompactJwe({
      payload: { vp_token },
      recipient: { kty, crv, x, y, kid },
      enc: 'A256GCM',
    });
    await expect(submit(world, encrypted.sessionId, { data: { response } })).resolves.toBeUndefined();
  });

  it.each(['http://localhost:4107', 'https://localhost:4106', 'http://localhost:4106/', 'http://localhost:4106/page'])(
    'takes nothing from the page %s',
    async (origin) => {
      const world = createFakeWorld();
      const { session } = await openSession(world);
      await expect(submit(world, session.sessionId, { origin })).rejects.toMatchObject({ code: 'ERR_SESSION_ORIGIN' });
    },
  );

  it('knows no session of another protocol', async () => {
    const world = createFakeWorld();
    const { session } = await openSession(world);
    const foreign = { ...PROTOCOL, protocolId: 'protocol-2' };
    const submission = { protocol: 'openid4vp-v1-unsigned', origin: ORIGIN, data: { vp_token } } as const;
    const answered = answerDigitalCredential({
      protocol: foreign,
      sessionId: session.sessionId,
      submission,
      ports: world.ports,
    });
    await expect(answered).rejects.toMatchObject({ code: 'ERR_SESSION_NOT_FOUND' });
  });
});
