import { parseCompactJws } from '@postern/credential';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import { sealOfCredential, type StoredCredential } from '../store/stored-credential.ts';
import {
  CLIENT_ID,
  CONFIGURATION,
  type ForeignBehaviour,
  type ForeignIssuer,
  REDIRECT_URI,
  startForeignIssuer,
} from '../testing/start-foreign-issuer.ts';
import { clock, NOW, random } from '../testing/start-test-bank.ts';
import { continueIssuance } from './continue-issuance.ts';
import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts';
import { finishAuthorization, readAuthorizationState } from './finish-authorization.ts';
import type { IssuanceSession } from './issuance-session.ts';
import { createIssuanceSession, receiveCredentials } from './receive-credentials.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { requestToken } from './request-token.ts';
import { startAuthorization } from './start-authorization.ts';

const http = createHttpClient({ fetch });
const base = { http, clock, random };
let issuer: ForeignIssuer;
beforeEach(async () => {
  issuer = await startForeignIssuer();
});
afterEach(() => issuer.close());

const PRE_AUTHORIZED = { 'urn:ietf:params:oauth:grant-type:pre-authorized_code': { 'pre-authorized_code': 'p' } };
const offerLink = (grants: object = PRE_AUTHORIZED, issuerId = issuer.origin) => {
  const offer = { credential_issuer: issuerId, credential_configuration_ids: [CONFIGURATION, 'unknown'], grants };
  return `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`;
};
const readIssuer = () => fetchIssuerMetadata({ credentialIssuer: issuer.origin, http });

async function receive(options: { copies?: number; kept?: StoredCredential[]; now?: number } = {}) {
  const { copies = 1, kept = [] } = options;
  const offer = await fetchCredentialOffer({ link: offerLink(), http });
  const sessions: IssuanceSession[] = [];
  const result = await receiveCredentials({
    ...base,
    offer,
    issuer: await readIssuer(),
    transactionCode: undefined,
    copies,
    keep: async (credential) => void kept.push(credential),
    keepSession: async (session) => void sessions.push(session),
  });
  return { result, sessions, kept };
}

async function receiveAll(copies = 1): Promise<StoredCredential> {
  const { result } = await receive({ copies });
  if (result.state !== 'received') throw new Error(result.state);
  return result.credential;
}

const behave = (change: Partial<ForeignBehaviour>) => Object.assign(issuer.behaviour, change);

describe('an issuer that we do not know', () => {
  it('gives a credential without seal, named in the wanted language, and is told', async () => {
    const credential = await receiveAll();
    expect(credential).toMatchObject({
      issuer: { identifier: issuer.origin, name: 'Club' },
      documents: [{ format: 'dc+sd-jwt', name: 'Membership', keyFoundBy: 'web', claims: { level: 'gold' } }],
    });
    expect(credential.documents[0]!.labels).toEqual([{ path: ['member_since'], label: 'Member since' }]);
    expect(() => sealOfCredential(credential)).toThrow(expect.objectContaining({ code: 'ERR_SEAL_MISSING' }));
    expect(issuer.notifications).toEqual(['credential_accepted']);
  });

  it('learns nothing of our extension', async () => {
    await receiveAll();
    const { proofs } = issuer.posted.find(({ path }) => path === '/credential')!.json as { proofs: { jwt: string[] } };
    expect(Object.keys(parseCompactJws(proofs.jwt[0]!).payload).toSorted()).toEqual(['aud', 'iat', 'nonce']);
  });

  it.each([
    ['another identifier', { metadata: { credential_issuer: 'https://other.example' } }],
    ['another authorization server inside', { server: { issuer: 'https://other.example' } }],
    ['an endpoint without https', { metadata: { credential_endpoint: 'http://issuer.example/credential' } }],
    ['no credential endpoint', { metadata: { credential_endpoint: undefined } }],
  ])('with %s is refused', async (_name, change) => {
    behave(change);
    await expect(readIssuer()).rejects.toMatchObject({ name: 'HolderError' });
  });

  it('on the network cannot send the wallet to its own machine', async () => {
    const credentialIssuer = 'https://issuer.example';
    const document = { credential_issuer: credentialIssuer, credential_endpoint: 'http://localhost:1/credential' };
    const server = { issuer: credentialIssuer, token_endpoint: `${credentialIssuer}/token` };
    const answer = (url: string) => (url.includes('openid-credential-issuer') ? document : server);
    const fake = async ({ url }: { url: string }) => {
      const value = { credential_configurations_supported: {}, ...answer(url) };
      return { status: 200, body: new TextEncoder().encode(JSON.stringify(value)) };
    };
    await expect(fetchIssuerMetadata({ credentialIssuer, http: fake })).rejects.toMatchObject({
      code: 'ERR_ISSUER_METADATA',
    });
  });

  it('that offers nothing this wallet keeps, or wants another kind of key, is refused', async () => {
    behave({ configuration: { format: 'mso_mdoc' } });
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_OFFER_INCOMPLETE' });
    behave({ configuration: { proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES512'] } } } });
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_ISSUER_UNSUPPORTED' });
  });

  it('that offers a grant nobody knows is refused', async () => {
    await expect(fetchCredentialOffer({ link: offerLink({ urn_other: {} }), http })).rejects.toMatchObject({
      code: 'ERR_OFFER_GRANT',
    });
  });
});

describe('copies', () => {
  it('are made for keys of their own, as many as the issuer gives', async () => {
    const { documents } = await receiveAll(5);
    const keys = documents[0]!.copies.map(({ key }) => key.publicJwk.x);
    expect(new Set(keys).size).toBe(3);
  });

  it.each([
    ['that say different things', { claims: (copy: number) => ({ level: `level-${copy}` }) }, 'ERR_CREDENTIAL_COPIES'],
    ['bound to one key', { keyOf: () => 0 }, 'ERR_CREDENTIAL_KEY'],
  ])('%s are refused, and the issuer is told', async (_name, change, code) => {
    behave(change);
    await expect(receive({ copies: 3 })).rejects.toMatchObject({ code });
    expect(issuer.notifications).toEqual(['credential_failure']);
  });

  it('that come bound in another order find their keys', async () => {
    behave({ keyOf: (copy) => 2 - copy });
    const { documents } = await receiveAll(3);
    for (const { token, key } of documents[0]!.copies) {
      const { cnf } = parseCompactJws(token.split('~')[0]!).payload as { cnf?: { jwk: { x: string } } };
      expect(cnf?.jwk.x).toBe(key.publicJwk.x);
    }
  });
});

describe('tokens', () => {
  it('are bound by DPoP where the server takes it, with its nonce when it asks for one', async () => {
    behave({ wantsDpopNonce: true });
    await receiveAll();
    expect(issuer.posted.filter(({ path }) => path === '/token')).toHaveLength(2);
    expect(issuer.posted.find(({ path }) => path === '/credential')!.authorization).toBe('DPoP at-1');
  });

  it('are bearer tokens where it does not, and of no other kind', async () => {
    behave({ server: { dpop_signing_alg_values_supported: undefined } });
    await receiveAll();
    expect(issuer.posted.find(({ path }) => path === '/credential')!.authorization).toBe('Bearer at-1');
    behave({ token: { token_type: 'DPoP' } });
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_TOKEN_REFUSED' });
  });

  it('of a server that is not the issuer itself are asked for in the name of the issuer', async () => {
    const profile = await readIssuer();
    const served = {
      ...profile,
      authorizationServer: { ...profile.authorizationServer, issuer: 'https://as.example' },
    };
    const offer = await fetchCredentialOffer({ link: offerLink(), http });
    for (const by of [profile, served]) {
      const tokens = await requestToken({ ...base, offer, issuer: by, transactionCode: undefined });
      await refreshTokens({ ...base, issuer: by, tokens });
    }
    const asked = issuer.posted.filter(({ path }) => path === '/token').map(({ form }) => form.get('resource'));
    expect(asked).toEqual([null, null, issuer.origin, issuer.origin]);
  });

  it('that have run out are renewed once', async () => {
    behave({ expired: ['at-1'] });
    await receiveAll();
    expect(issuer.posted.filter(({ path }) => path === '/token').map(({ form }) => form.get('refresh_token'))).toEqual([
      null,
      'rt-1',
    ]);
    behave({ expired: ['at-3', 'at-4'] });
    await expect(receive()).rejects.toMatchObject({ code: 'ERR_TOKEN_EXPIRED' });
  });

  it('name the datasets to ask for', async () => {
    const details = [
      { type: 'openid_credential', credential_configuration_id: CONFIGURATION, credential_identifiers: ['a', 'b'] },
    ];
    behave({ token: { authorization_details: details } });
    const { documents } = await receiveAll();
    expect(documents).toHaveLength(2);
    const asked = issuer.posted.filter(({ path }) => path === '/credential').map((request) => request.json);
    expect(asked.map((body) => [body['credential_identifier'], body['credential_configuration_id']])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });
});

describe('a credential request', () => {
  it('is made again with a fresh nonce, once', async () => {
    behave({ firstError: 'invalid_nonce' });
    await receiveAll();
    behave({ firstError: 'credential_request_denied' });
    await expect(receive()).rejects.toMatchObject({
      code: 'ERR_CREDENTIAL_REFUSED',
      details: { error: 'credential_request_denied' },
    });
  });

  it('that takes time goes on from what was kept, and not before it is due', async () => {
    behave({ looks: 2 });
    const { result, sessions, kept } = await receive({ copies: 2 });
    expect(result).toMatchObject({ state: 'waiting', retryAt: NOW + 5 });
    const session = JSON.parse(JSON.stringify(sessions.at(-1))) as IssuanceSession;
    const goOn = async (now: number, from: IssuanceSession, isReady = false) =>
      continueIssuance({
        ...base,
        clock: { now: () => now },
        session: from,
        isReady,
        issuer: await readIssuer(),
        keep: async (credential) => void kept.push(credential),
      });
    const looks = () => issuer.posted.filter(({ path }) => path === '/deferred').length;
    await expect(goOn(NOW + 4, session)).resolves.toMatchObject({ state: 'waiting' });
    expect(looks()).toBe(0);
    await goOn(NOW + 4, session, true);
    expect(looks()).toBe(1);
    behave({ looks: 2 });
    const later = await goOn(NOW + 5, session);
    expect(later).toMatchObject({ state: 'waiting', retryAt: NOW + 10 });
    if (later.state !== 'waiting') throw new Error(later.state);
    await expect(goOn(NOW + 10, later.session)).resolves.toMatchObject({ state: 'received' });
    expect(kept[0]!.documents[0]!.copies).toHaveLength(2);
    expect(issuer.posted.filter(({ path }) => path === '/credential')).toHaveLength(1);
  });
});

describe('a sign-in at the issuer', () => {
  const start = async () => {
    const profile = await readIssuer();
    const offer = await fetchCredentialOffer({
      link: offerLink({ authorization_code: { issuer_state: 'i-1' } }),
      http,
    });
    expect(offer).toMatchObject({ preAuthorizedCode: undefined, authorizationCode: { issuerState: 'i-1' } });
    const started = await startAuthorization({
      ...base,
      issuer: profile,
      configurationIds: [CONFIGURATION],
      issuerState: offer.authorizationCode?.issuerState,
      clientId: CLIENT_ID,
      redirectUri: REDIRECT_URI,
    });
    return { profile, ...started };
  };

  it('ends with the credential', async () => {
    const { profile, authorizationUrl, pending } = await start();
    expect([...new URL(authorizationUrl).searchParams.keys()]).toEqual(['client_id', 'request_uri']);
    const redirectUrl = await issuer.approve(authorizationUrl);
    expect(readAuthorizationState(redirectUrl)).toBe(pending.state);
    const tokens = await finishAuthorization({ ...base, issuer: profile, pending, redirectUrl });
    const { configurationIds } = pending;
    const session = createIssuanceSession({ issuer: profile, tokens, configurationIds, now: NOW });
    const result = await continueIssuance({ ...base, session, issuer: profile, keep: async () => {} });
    expect(result).toMatchObject({ state: 'received' });
    const pushed = issuer.posted.find(({ path }) => path === '/par')!.form;
    expect(Object.fromEntries(pushed)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: CONFIGURATION,
      issuer_state: 'i-1',
      client_id: CLIENT_ID,
    });
    const { proofs } = issuer.posted.find(({ path }) => path === '/credential')!.json as { proofs: { jwt: string[] } };
    expect(parseCompactJws(proofs.jwt[0]!).payload['iss']).toBe(CLIENT_ID);
  });

  it('puts everything into the address where the server takes no pushed requests', async () => {
    behave({ server: { pushed_authorization_request_endpoint: undefined }, configuration: { scope: undefined } });
    const { authorizationUrl } = await start();
    const details = JSON.parse(new URL(authorizationUrl).searchParams.get('authorization_details')!) as unknown;
    expect(details).toEqual([{ type: 'openid_credential', credential_configuration_id: CONFIGURATION }]);
  });

  it.each([
    ['of another server (mix-up)', { iss: 'https://evil.example' }, 'ERR_AUTHORIZATION_ISSUER'],
    ['that does not say of which server', { iss: undefined }, 'ERR_AUTHORIZATION_ISSUER'],
    ['of another sign-in', { state: 'other' }, 'ERR_AUTHORIZATION_STATE'],
    ['that says no', { code: undefined, error: 'access_denied' }, 'ERR_AUTHORIZATION_DENIED'],
    ['without a code', { code: undefined }, 'ERR_AUTHORIZATION_DENIED'],
  ])('refuses a way back %s', async (_name, change, code) => {
    const { profile, authorizationUrl, pending } = await start();
    const url = new URL(await issuer.approve(authorizationUrl));
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    await expect(
      finishAuthorization({ ...base, issuer: profile, pending, redirectUrl: url.href }),
    ).rejects.toMatchObject({ code });
    expect(issuer.posted.some(({ path }) => path === '/token')).toBe(false);
  });

  it('is not started where PKCE is not taken', async () => {
    behave({ server: { code_challenge_methods_supported: ['plain'] } });
    await expect(start()).rejects.toMatchObject({ code: 'ERR_ISSUER_UNSUPPORTED' });
  });
});
