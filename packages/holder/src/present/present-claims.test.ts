import {
  decryptCompactJwe,
  didJwkFromPublicJwk,
  type JsonObject,
  parseCompactJws,
  parseSdJwt,
  resolveDidJwk,
  toP256PublicJwk,
  verifyVpJwt,
} from '@postern/credential';
import { createCertificateAuthority, issueCertificate } from '@postern/credential/x509';
import { bytesToBase64Url } from '@postern/primitives';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '../http/create-http-client.ts';
import type { StoredCredential } from '../store/stored-credential.ts';
import { createHeldCredential, VCT } from '../testing/create-held-credential.ts';
import { clock, NOW, random } from '../testing/start-test-bank.ts';
import { startTestVerifier, type TestVerifier } from '../testing/start-test-verifier.ts';
import { type ChosenPart, declineRequest, sendAnswer } from './answer-request.ts';
import { fetchPresentationRequest } from './fetch-presentation-request.ts';
import { type AnswerPlan, planAnswer } from './plan-answer.ts';

const http = createHttpClient({ fetch });
const CLAIMS = {
  given_name: 'Ἄννα',
  family_name: 'Παπαδοπούλου',
  birthdate: '1990-02-28',
  nationalities: ['GR', 'DE'],
  address: { locality: 'Berlin', country: 'DE' },
};
let verifier: TestVerifier;
let credential: StoredCredential;
beforeAll(async () => {
  verifier = await startTestVerifier();
  credential = await createHeldCredential({ claims: CLAIMS });
});
afterAll(() => verifier.close());
beforeEach(() => {
  Object.assign(verifier, {
    change: (payload: JsonObject) => payload,
    header: {},
    keys: undefined,
    redirectUri: undefined,
  });
});

const base64url = (value: unknown) => bytesToBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const sdJwtQuery = (more: object = {}) => ({ id: 'kyc', format: 'dc+sd-jwt', meta: { vct_values: [VCT] }, ...more });
const ask = (change: object) => {
  verifier.change = (payload) => ({ ...payload, ...change }) as JsonObject;
};
const askFor = (...credentials: object[]) => ask({ dcql_query: { credentials } });
const fetchRequest = (link = verifier.link, trustAnchors: readonly string[] = []) =>
  fetchPresentationRequest({ link, http, clock, random, trustAnchors, isAnswered: async () => false });

async function plan(credentials: readonly StoredCredential[] = [credential]) {
  const request = await fetchRequest();
  return { request, ...(await planAnswer({ request, credentials, http, now: NOW })) };
}

function firstParts({ choices }: AnswerPlan): ChosenPart[] {
  return choices.flatMap(({ options: [way] }) =>
    way!.map((part) => {
      if (part.kind !== 'claims') throw new Error(part.kind);
      return { kind: 'claims' as const, queryId: part.queryId, candidate: part.candidates[0]! };
    }),
  );
}

async function send(planned: Awaited<ReturnType<typeof plan>>, parts = firstParts(planned)) {
  const sent = await sendAnswer({ request: planned.request, parts, http, clock, remember: async () => {} });
  return { sent, form: verifier.answers.at(-1)! };
}

describe('claims that a request asks for', () => {
  it('are listed as they would be read, and so is what stays', async () => {
    askFor(sdJwtQuery({ claims: [{ path: ['given_name'] }, { path: ['address', 'country'] }] }));
    const { choices, unmet } = await plan();
    expect(unmet).toEqual([]);
    const part = choices[0]!.options[0]![0]!;
    if (part.kind !== 'claims') throw new Error(part.kind);
    expect(part.candidates[0]!.shown.map(({ label, value }) => [label, value])).toEqual([
      ['Given name', 'Ἄννα'],
      ['address: country', 'DE'],
    ]);
    expect(part.candidates[0]!.kept).toEqual(['family name', 'birthdate', 'nationalities', 'address: locality']);
  });

  it('that stay as a group are one line', async () => {
    askFor(sdJwtQuery({ claims: [{ path: ['birthdate'] }] }));
    const part = (await plan()).choices[0]!.options[0]![0]!;
    expect(part).toMatchObject({ candidates: [{ kept: expect.arrayContaining(['Given name', 'address']) }] });
  });

  it('are all shown of a W3C credential', async () => {
    askFor({
      id: 'w3c',
      format: 'jwt_vc_json',
      meta: { type_values: [['Person']] },
      claims: [{ path: ['credentialSubject', 'given_name'] }],
    });
    const part = (await plan()).choices[0]!.options[0]![0]!;
    if (part.kind !== 'claims') throw new Error(part.kind);
    expect(part.candidates[0]!.shown.map(({ path }) => path[0])).toContain('family_name');
    expect(part.candidates[0]!.kept).toEqual([]);
  });

  it('none are shown when the request names none', async () => {
    askFor(sdJwtQuery());
    const planned = await plan();
    const { sent } = await send(planned);
    expect(parseSdJwt(sent.presentations[0] as string).disclosures).toEqual([]);
  });

  it.each([
    ['values', [{ path: ['nationalities', null], values: ['GR'] }], [{ path: ['birthdate'], values: ['1990-03-01'] }]],
    ['paths', [{ path: ['address', 'locality'] }], [{ path: ['address', 'street'] }]],
    ['elements', [{ path: ['nationalities', 1] }], [{ path: ['nationalities', 2] }]],
  ])('are matched by %s', async (_name, met, unmet) => {
    askFor(sdJwtQuery({ claims: met }));
    expect((await plan()).unmet).toEqual([]);
    askFor(sdJwtQuery({ claims: unmet }));
    expect((await plan()).unmet).toMatchObject([[{ reason: 'claims_missing' }]]);
  });

  it('come from the first claim set that can be met', async () => {
    const claims = [
      { id: 'a', path: ['email'] },
      { id: 'b', path: ['given_name'] },
      { id: 'c', path: ['birthdate'] },
    ];
    askFor(sdJwtQuery({ claims, claim_sets: [['a'], ['b', 'c'], ['b']] }));
    const [part] = (await plan()).choices[0]!.options[0]!;
    expect(part).toMatchObject({ candidates: [{ paths: [['given_name'], ['birthdate']] }] });
  });

  it('are refused for another type, an expired credential, an authority that is not the issuer’s', async () => {
    askFor({ ...sdJwtQuery(), meta: { vct_values: ['https://bank.example/vct/other'] } });
    expect((await plan()).unmet).toMatchObject([[{ reason: 'no_credential' }]]);
    askFor(sdJwtQuery());
    const old = await createHeldCredential({ claims: CLAIMS, document: { expiresAt: NOW } });
    expect((await plan([old])).unmet).toMatchObject([[{ reason: 'expired' }]]);
    const authority = (type: string) => sdJwtQuery({ trusted_authorities: [{ type, values: ['QUtJ'] }] });
    askFor(authority('aki'));
    expect((await plan()).unmet).toHaveLength(1);
    const known = await createHeldCredential({ claims: CLAIMS, document: { authorityKeyIdentifiers: ['QUtJ'] } });
    expect((await plan([known])).unmet).toHaveLength(0);
    askFor(authority('openid_federation'));
    expect((await plan([known])).unmet).toHaveLength(1);
  });
});

describe('alternatives', () => {
  const proof = { id: 'zk', format: 'postern_zk', meta: zkMeta() };
  const sets = [{ options: [['zk'], ['kyc']] }, { options: [['extra']], required: false }];
  const extra = { ...sdJwtQuery(), id: 'extra', claims: [{ path: ['birthdate'] }] };

  it('leave the ways that this wallet can go, optional ones apart', async () => {
    ask({ dcql_query: { credentials: [proof, sdJwtQuery(), extra], credential_sets: sets } });
    const { choices } = await plan();
    expect(choices.map(({ required, options }) => [required, options.length])).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  it('that cannot be answered at all say why', async () => {
    ask({ dcql_query: { credentials: [proof, sdJwtQuery(), extra], credential_sets: sets } });
    const { choices, unmet } = await plan([]);
    expect(choices).toEqual([]);
    expect(unmet).toMatchObject([[{ kind: 'unknown', error: { code: 'ERR_REQUEST_FORMAT' } }]]);
  });

  it('answered in part, twice or not at all are not sent', async () => {
    askFor(sdJwtQuery(), extra);
    const planned = await plan();
    const [first] = firstParts(planned);
    for (const parts of [[], [first!], [first!, ...firstParts(planned)]]) {
      await expect(send(planned, parts)).rejects.toMatchObject({ code: 'ERR_ANSWER_INCOMPLETE' });
    }
  });
});

describe('an answer', () => {
  it('holds an SD-JWT VC bound to this verifier and nonce, of a copy that nobody has seen', async () => {
    askFor(sdJwtQuery({ claims: [{ path: ['given_name'] }] }));
    const { sent, form } = await send(await plan());
    const presentation = parseSdJwt(sent.presentations[0] as string);
    expect(presentation.disclosures).toHaveLength(1);
    expect(parseCompactJws(presentation.keyBinding!).payload).toMatchObject({
      aud: verifier.clientId,
      nonce: 'n'.repeat(32),
      iat: NOW,
    });
    expect(JSON.parse(form.get('vp_token')!)).toEqual({ kyc: sent.presentations });
    expect(sent.disclosure).toMatchObject({ shown: [{ labels: ['Given name'] }] });
    expect(JSON.stringify(sent.disclosure)).not.toContain('Ἄννα');
  });

  it('holds a W3C presentation signed by its subject', async () => {
    askFor({ id: 'w3c', format: 'jwt_vc_json', meta: { type_values: [['Person']] } });
    const { sent } = await send(await plan());
    const { key, token } = credential.documents[1]!.copies[0]!;
    const verified = await verifyVpJwt({
      jwt: sent.presentations[0] as string,
      audience: verifier.clientId,
      nonce: 'n'.repeat(32),
      now: NOW,
      resolveDid: async (did) => resolveDidJwk(did),
    });
    expect(verified).toEqual({ version: 1, holder: didJwkFromPublicJwk(key.publicJwk), credentials: [token] });
  });

  it('is encrypted when the verifier asks for it, the refusal too', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const jwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
    const keys = [{ ...jwk, kid: 'enc-1', alg: 'ECDH-ES', use: 'enc' }];
    const mode = { response_mode: 'direct_post.jwt', dcql_query: { credentials: [sdJwtQuery()] } };
    ask({ ...mode, client_metadata: { jwks: { keys }, encrypted_response_enc_values_supported: ['A256GCM'] } });
    const open = async (form: URLSearchParams) =>
      decryptCompactJwe({ jwe: form.get('response')!, privateKey: pair.privateKey, kid: 'enc-1' });
    const { sent, form } = await send(await plan());
    expect([...form.keys()]).toEqual(['response']);
    const { header, payload } = await open(form);
    expect(header).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' });
    expect(payload).toEqual({ vp_token: { kyc: sent.presentations }, state: 's'.repeat(32) });

    await declineRequest({ request: await fetchRequest(), http });
    expect((await open(verifier.answers.at(-1)!)).payload).toMatchObject({ error: 'access_denied' });

    for (const metadata of [{}, { jwks: { keys: [{ ...keys[0], alg: 'RSA-OAEP' }] } }, { jwks: { keys: [jwk] } }]) {
      ask({ ...mode, client_metadata: metadata });
      await expect(fetchRequest()).rejects.toMatchObject({ code: 'ERR_REQUEST_ENCRYPTION' });
    }
  });

  it.each(['javascript:alert(1)', 'http://site.example/', 'https://user:secret@site.example/', 'data:text/html,x'])(
    'leads to no address that a wallet must not open: %s',
    async (redirectUri) => {
      askFor(sdJwtQuery());
      Object.assign(verifier, { redirectUri });
      expect((await send(await plan())).sent.redirectUri).toBeUndefined();
    },
  );

  it('leads back to the site by https', async () => {
    askFor(sdJwtQuery());
    Object.assign(verifier, { redirectUri: 'https://site.example/back?code=1' });
    expect((await send(await plan())).sent.redirectUri).toBe('https://site.example/back?code=1');
  });

  it('carries the hash of what the person agreed to, as it was received', async () => {
    const terms = {
      type: 'urn:postern:transaction:terms:1',
      credential_ids: ['kyc'],
      title: 'House rules',
      uri: 'https://site.example/rules',
      sha256: 'A'.repeat(43),
    };
    const dcql_query = { credentials: [sdJwtQuery()] };
    ask({ dcql_query, transaction_data: [base64url(terms)] });
    const { sent } = await send(await plan());
    const { payload } = parseCompactJws(parseSdJwt(sent.presentations[0] as string).keyBinding!);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(base64url(terms)));
    expect(payload['transaction_data_hashes']).toEqual([bytesToBase64Url(new Uint8Array(digest))]);
    expect(sent.disclosure?.terms).toEqual(['House rules']);

    const bad = [
      { ...terms, type: 'payment' },
      { ...terms, credential_ids: ['other'] },
      { ...terms, amount: 1 },
      // The wallet shows it as a link.
      { ...terms, uri: 'javascript:alert(1)' },
      { ...terms, uri: 'data:text/html,x' },
      7,
    ];
    for (const value of bad) {
      ask({ dcql_query, transaction_data: [base64url(value)] });
      await expect(fetchRequest()).rejects.toMatchObject({ code: 'ERR_REQUEST_TRANSACTION_DATA' });
    }
  });
});

describe('who asks', () => {
  const linkOf = (clientId: string, more = '') =>
    `?client_id=${encodeURIComponent(clientId)}&request_uri=${encodeURIComponent(`${verifier.origin}/p/test/requests/1`)}${more}`;

  async function useCertificate(dnsNames: string[], change: object = {}) {
    const generate = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const authority = await createCertificateAuthority({ name: 'Root', keys: await generate(), random, now: NOW });
    const keys = await generate();
    const publicJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
    const leaf = await issueCertificate({ name: 'Site', authority, publicJwk, dnsNames, random, now: NOW });
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(leaf, 'base64'));
    Object.assign(verifier, { header: { kid: undefined, x5c: [leaf] }, keys });
    const hash = `x509_hash:${bytesToBase64Url(new Uint8Array(digest))}`;
    const dns = `x509_san_dns:${dnsNames[0]}`;
    const use = (clientId: string) => {
      ask({ client_id: clientId, dcql_query: { credentials: [sdJwtQuery()] }, ...change });
      return fetchRequest(linkOf(clientId), [authority.certificate]);
    };
    return { hash, dns, use, root: authority.certificate };
  }

  it('is known by a certificate under a trusted root, by name or by hash', async () => {
    const { hash, dns, use } = await useCertificate(['localhost']);
    await expect(use(hash)).resolves.toMatchObject({ prefix: 'x509_hash', host: new URL(verifier.origin).host });
    await expect(use(dns)).resolves.toMatchObject({ prefix: 'x509_san_dns' });
  });

  it('is refused with a certificate of another name, another hash, or no trusted root', async () => {
    const { hash, use } = await useCertificate(['site.example']);
    await expect(use(hash)).rejects.toMatchObject({ code: 'ERR_REQUEST_RESPONSE_URI' });
    await expect(use('x509_san_dns:localhost')).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
    await expect(use(`x509_hash:${'A'.repeat(43)}`)).rejects.toMatchObject({ code: 'ERR_REQUEST_SIGNATURE' });
    const own = await useCertificate(['localhost']);
    ask({ client_id: own.dns });
    // Nothing false was found: the authority is not known here.
    await expect(fetchRequest(linkOf(own.dns))).rejects.toMatchObject({ code: 'ERR_REQUEST_AUTHORITY_UNKNOWN' });
  });

  it('names only its address when nobody signs, and is told apart', async () => {
    const responseUri = `${verifier.origin}/p/test/responses/1`;
    const plain = (clientId: string, change: Record<string, string> = {}) =>
      `openid4vp://?${new URLSearchParams({
        client_id: clientId,
        response_type: 'vp_token',
        response_mode: 'direct_post',
        response_uri: responseUri,
        nonce: 'n'.repeat(32),
        dcql_query: JSON.stringify({ credentials: [sdJwtQuery()] }),
        ...change,
      }).toString()}`;
    const clientId = `redirect_uri:${responseUri}`;
    await expect(fetchRequest(plain(clientId))).resolves.toMatchObject({ isSigned: false, state: undefined });
    const refused: [string, string][] = [
      [plain(clientId, { response_uri: `${verifier.origin}/other` }), 'ERR_REQUEST_RESPONSE_URI'],
      [plain(verifier.clientId), 'ERR_REQUEST_SIGNATURE'],
      [plain(clientId, { response_mode: 'fragment' }), 'ERR_REQUEST_MALFORMED'],
      [plain(clientId, { response_mode: 'dc_api' }), 'ERR_REQUEST_RESPONSE_MODE'],
      [plain(clientId, { dcql_query: '{' }), 'ERR_REQUEST_MALFORMED'],
      [`${plain(clientId)}&nonce=again`, 'ERR_REQUEST_LINK'],
    ];
    for (const [link, code] of refused) await expect(fetchRequest(link)).rejects.toMatchObject({ code });
  });

  it('fetched by POST, must answer this wallet and moment', async () => {
    const link = linkOf(verifier.clientId, '&request_uri_method=post');
    await expect(fetchRequest(link)).rejects.toMatchObject({ code: 'ERR_REQUEST_WALLET_NONCE' });
    verifier.change = (payload) => ({ ...payload, wallet_nonce: verifier.fetched.at(-1)!.get('wallet_nonce') });
    await expect(fetchRequest(link)).resolves.toMatchObject({ isSigned: true });
    await expect(fetchRequest(`${link}x`)).rejects.toMatchObject({ code: 'ERR_REQUEST_LINK' });
  });

  it('may hand the signed request over in the link itself', async () => {
    const response = await fetch(`${verifier.origin}/p/test/requests/1`);
    const request = await response.text();
    const link = `?${new URLSearchParams({ client_id: verifier.clientId, request }).toString()}`;
    await expect(fetchRequest(link)).resolves.toMatchObject({ clientId: verifier.clientId });
    await expect(fetchRequest(`${link}&request_uri=https%3A%2F%2Fa.example`)).rejects.toMatchObject({
      code: 'ERR_REQUEST_LINK',
    });
  });

  it('without an end is taken for an hour', async () => {
    ask({ exp: undefined, iat: NOW - 3599 });
    await expect(fetchRequest()).resolves.toMatchObject({ expiresAt: undefined });
    ask({ exp: undefined, iat: NOW - 3600 });
    await expect(fetchRequest()).rejects.toMatchObject({ code: 'ERR_REQUEST_EXPIRED' });
  });
});

function zkMeta() {
  const address = `0x${'aa'.repeat(20)}`;
  return { policyId: `0x${'11'.repeat(32)}`, chainId: 31337, registry: address, account: address };
}
