import { didJwkFromPublicJwk, didKeyFromPublicJwk, type JsonObject, toP256PublicJwk } from '@postern/credential';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import { VCT } from '../testing/create-held-credential.ts';
import { clock, random } from '../testing/start-test-bank.ts';
import { startTestVerifier, type TestVerifier } from '../testing/start-test-verifier.ts';
import { fetchPresentationRequest } from './fetch-presentation-request.ts';

const http = createHttpClient({ fetch });
const QUERY = { id: 'kyc', format: 'dc+sd-jwt', meta: { vct_values: [VCT] } };
let verifier: TestVerifier;
beforeAll(async () => {
  verifier = await startTestVerifier();
});
afterAll(() => verifier.close());
beforeEach(() => Object.assign(verifier, { header: {}, keys: undefined }));

const ask = (change: object) => {
  verifier.change = (payload) => ({ ...payload, ...change }) as JsonObject;
};
const fetchRequest = (link: string) =>
  fetchPresentationRequest({ link, http, clock, random, isAnswered: async () => false });
const linkOf = (clientId: string) =>
  `?client_id=${encodeURIComponent(clientId)}&request_uri=${encodeURIComponent(`${verifier.origin}/p/test/requests/1`)}`;

describe('a verifier of somebody else’s software', () => {
  it.each([
    ['did:jwk', didJwkFromPublicJwk, (did: string) => `${did}#0`],
    ['did:key', didKeyFromPublicJwk, (did: string) => `${did}#${did.slice('did:key:'.length)}`],
  ])('is a key that nobody vouches for (%s), and is told so', async (_name, didOf, kidOf) => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const did = didOf(toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey)));
    const clientId = `decentralized_identifier:${did}`;
    ask({ client_id: clientId, dcql_query: { credentials: [QUERY] } });
    Object.assign(verifier, { header: { kid: kidOf(did) }, keys });
    const request = await fetchRequest(linkOf(clientId));
    expect(request).toMatchObject({ clientId, isSigned: true, isHostProven: false });
    expect(request.host).toBe(new URL(verifier.origin).host);
    const other = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    Object.assign(verifier, { keys: other });
    await expect(fetchRequest(linkOf(clientId))).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
  });

  it('may name the address that its request is fetched from as audience, and no other', async () => {
    const link = linkOf(verifier.clientId);
    const requestUri = new URLSearchParams(link.split('?')[1]).get('request_uri') ?? '';
    const query = { dcql_query: { credentials: [QUERY] } };
    for (const aud of [requestUri, [requestUri], 'https://self-issued.me/v2']) {
      ask({ ...query, aud });
      await expect(fetchRequest(link)).resolves.toMatchObject({ isHostProven: true });
    }
    for (const aud of [`${requestUri}/2`, new URL(requestUri).origin, undefined]) {
      ask({ ...query, aud });
      await expect(fetchRequest(link)).rejects.toMatchObject({ code: 'ERR_REQUEST_AUDIENCE' });
    }
    // In the link itself there is no such address.
    ask({ ...query, aud: requestUri });
    const request = await (await fetch(requestUri)).text();
    const byValue = `?${new URLSearchParams({ client_id: verifier.clientId, request }).toString()}`;
    await expect(fetchRequest(byValue)).rejects.toMatchObject({ code: 'ERR_REQUEST_AUDIENCE' });
  });
});
