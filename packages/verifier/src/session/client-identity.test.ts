import { parseCompactJws, verifyCompactJws } from '@postern/credential';
import { createCertificateAuthority, issueCertificate, verifyCertificateChain } from '@postern/credential/x509';
import type { ClientIdPrefix } from '@postern/protocol';
import { zAuthorizationRequest } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { createFakeWorld, type FakeWorld, NOW, PROTOCOL } from '../testing/create-fake-world.ts';
import { createSigningKey, openSession, PUBLIC_URL } from '../testing/open-session.ts';
import { createRequestObject, createUnsignedRequest, identifyClient } from './create-request-object.ts';
import { walletUrlByValue } from './request-addresses.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

async function createCertifiedProtocol() {
  const [root, own] = await Promise.all([createSigningKey(), createSigningKey()]);
  const authority = await createCertificateAuthority({ name: 'Root', random, now: NOW, keys: root.pair });
  const leaf = await issueCertificate({
    authority,
    name: 'Harbor Vault',
    random,
    now: NOW,
    publicJwk: own.publicJwk,
    dnsNames: ['localhost'],
  });
  const protocol = { ...PROTOCOL, publicJwk: own.publicJwk, certificateChain: [leaf] };
  return { protocol, signer: own.signer, anchor: authority.certificate };
}

async function fetchAs(world: FakeWorld, clientIdPrefix: ClientIdPrefix, walletNonce?: string) {
  const { protocol, signer, anchor } = await createCertifiedProtocol();
  const { session } = await openSession(world, { clientIdPrefix }, protocol);
  const jws = await createRequestObject({
    protocol,
    requestId: session.requestId,
    publicUrl: PUBLIC_URL,
    walletNonce,
    ports: { ...world.ports, signer: () => Promise.resolve(signer) },
  });
  const { header, payload } = parseCompactJws(jws);
  return { jws, header, request: zAuthorizationRequest.parse(payload), anchor, protocol, session };
}

describe('client identifier prefixes (OpenID4VP 1.0 §5.9.3)', () => {
  it.each(['x509_san_dns', 'x509_hash'] as const)('%s: the key is in a chain up to the anchor', async (prefix) => {
    const { jws, header, request, anchor } = await fetchAs(createFakeWorld(), prefix);
    expect(header).not.toHaveProperty('kid');
    const x5c = header.x5c as string[];
    const view = await verifyCertificateChain({ x5c, trustAnchors: [anchor], now: NOW });
    expect(request.client_id).toBe(`${prefix}:${prefix === 'x509_hash' ? view.sha256 : 'localhost'}`);
    expect(view.dnsNames).toContain(new URL(request.response_uri ?? '').hostname);
    await verifyCompactJws({ jws, publicJwk: view.publicJwk, typ: 'oauth-authz-req+jwt' });
    await expect(verifyCertificateChain({ x5c: [...x5c, anchor], trustAnchors: [anchor], now: NOW })).rejects.toThrow();
  });

  it('x509 prefixes need a certificate', async () => {
    for (const clientIdPrefix of ['x509_san_dns', 'x509_hash'] as const) {
      await expect(openSession(createFakeWorld(), { clientIdPrefix })).rejects.toMatchObject({
        code: 'ERR_SESSION_CLIENT_ID',
      });
    }
  });

  it('decentralized_identifier: the key is named, no chain is sent', async () => {
    const { header } = await fetchAs(createFakeWorld(), 'decentralized_identifier');
    expect(header).toEqual({
      alg: 'ES256',
      typ: 'oauth-authz-req+jwt',
      kid: 'did:web:localhost%3A4104:p:demo-vault#key-1',
    });
  });

  it('redirect_uri: the request is in the link, unsigned, and cannot be fetched', async () => {
    const world = createFakeWorld();
    const { session } = await openSession(world, { clientIdPrefix: 'redirect_uri' });
    const request = await createUnsignedRequest({ protocol: PROTOCOL, session, publicUrl: PUBLIC_URL });
    const url = new URL(walletUrlByValue({ walletPublicUrl: 'http://localhost:4103', request }));
    const given = Object.fromEntries(url.searchParams);
    expect(given.client_id).toBe(`redirect_uri:${given.response_uri}`);
    expect(given).not.toHaveProperty('request');
    for (const name of ['iss', 'aud', 'iat', 'exp']) expect(given).not.toHaveProperty(name);
    expect(JSON.parse(given.dcql_query ?? '')).toEqual(request.dcql_query);
    expect(given).toMatchObject({ nonce: session.nonce, state: session.requestState, response_mode: 'direct_post' });
    const fetched = createRequestObject({
      protocol: PROTOCOL,
      requestId: session.requestId,
      publicUrl: PUBLIC_URL,
      ports: { ...world.ports, signer: () => Promise.reject(new Error('signed')) },
    });
    await expect(fetched).rejects.toMatchObject({ code: 'ERR_SESSION_NOT_FOUND' });
  });

  it('the audience of presentations is the whole identifier, prefix and all', async () => {
    const { request, protocol, session } = await fetchAs(createFakeWorld(), 'x509_hash');
    const { clientId } = await identifyClient({ protocol, session, publicUrl: PUBLIC_URL });
    expect(clientId).toBe(request.client_id);
    expect(clientId).toMatch(/^x509_hash:[\w-]{43}$/);
  });
});

describe('a request fetched by POST (§5.10)', () => {
  it('carries the wallet’s nonce inside the signature; one fetched by GET carries none', async () => {
    const world = createFakeWorld();
    expect((await fetchAs(world, 'decentralized_identifier', 'wallet-nonce-1')).request.wallet_nonce).toBe(
      'wallet-nonce-1',
    );
    expect((await fetchAs(world, 'decentralized_identifier')).request).not.toHaveProperty('wallet_nonce');
  });
});
