import {
  createHttpClient,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  fetchPresentationRequest,
  planAnswer,
  receiveCredentials,
  sendAnswer,
  type StoredCredential,
} from '@postern/holder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Bank, PERSON, startBank } from './parties/start-bank.ts';
import { type Asked, startIndependentVerifier } from './parties/start-independent-verifier.ts';
import { checkPresentation1, checkPresentation2, RevokedError } from './support/check-w3c.ts';
import { createSdJwtLibrary } from './support/sd-jwt-library.ts';
import { reply, startServer } from './support/start-server.ts';
import { systemParts } from './support/system-parts.ts';

const http = createHttpClient({ fetch });
const parts = { ...systemParts, http };
let bank: Bank;
let verifier: Awaited<ReturnType<typeof startIndependentVerifier>>;
let credential: StoredCredential;
let caseId: string;

beforeAll(async () => {
  [bank, verifier] = await Promise.all([startBank(), startIndependentVerifier()]);
  const approved = await bank.approvePerson();
  ({ caseId } = approved);
  const offer = await fetchCredentialOffer({ link: approved.offerLink, http });
  const issuer = await fetchIssuerMetadata({ ...offer, http });
  const { transactionCode } = approved;
  const result = await receiveCredentials({
    ...parts,
    offer,
    issuer,
    transactionCode,
    copies: 2,
    keep: async () => {},
  });
  if (result.state !== 'received') throw new Error(result.state);
  ({ credential } = result);
}, 120_000);
afterAll(async () => {
  await verifier.close();
  await bank.stop();
});

const sdJwtQuery = () => ({
  id: 'papers',
  format: 'dc+sd-jwt',
  meta: { vct_values: [`${bank.issuer}/vct/kyc-person/1`] },
  claims: [{ path: ['given_name'] }, { path: ['nationalities', null], values: ['GR'] }],
});
const w3cQuery = (format: string) => ({
  id: 'papers',
  format,
  meta: { type_values: [['KycPersonCredential']] },
  claims: [{ path: ['credentialSubject', 'given_name'] }],
});

/** Our holder answers; the presentation as the verifier's library hands it on. */
async function present(
  query: object,
  mode: 'direct_post' | 'direct_post.jwt',
): Promise<{ asked: Asked; answer: string }> {
  const asked = await verifier.ask({ query: { credentials: [query] }, mode });
  const request = await fetchPresentationRequest({ ...parts, link: asked.link, isAnswered: async () => false });
  const plan = await planAnswer({ request, credentials: [credential], http, now: parts.clock.now() });
  const [part] = plan.choices[0]?.options[0] ?? [];
  if (part?.kind !== 'claims') throw new Error(JSON.stringify(plan.unmet));
  const chosen = { kind: 'claims' as const, queryId: part.queryId, candidate: part.candidates[0]! };
  const sent = await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
  expect(sent.redirectUri).toBe(`${verifier.origin}/done`);
  return { asked, answer: asked.readAnswer()['papers']?.[0] ?? '' };
}

describe.each(['direct_post', 'direct_post.jwt'] as const)('an independent verifier, answered by %s', (mode) => {
  it('accepts an SD-JWT VC of our holder and reads the asked claims only', async () => {
    const { asked, answer } = await present(sdJwtQuery(), mode);
    const { payload, kb } = await createSdJwtLibrary().verify(answer, { keyBindingNonce: asked.nonce });
    expect(kb?.payload.aud).toBe(asked.clientId);
    expect(payload).toMatchObject({ given_name: PERSON.givenName, nationalities: ['GR'] });
    expect(payload).not.toHaveProperty('family_name');
  });

  it('accepts a VCDM 1.1 presentation of our holder', async () => {
    const { asked, answer } = await present(w3cQuery('jwt_vc_json'), mode);
    const bound = { audience: asked.clientId, nonce: asked.nonce };
    await expect(checkPresentation1(answer, bound)).resolves.toMatchObject({ given_name: PERSON.givenName });
    await expect(checkPresentation1(answer, { ...bound, nonce: 'other' })).rejects.toThrow();
  });
});

describe('an independent verifier', () => {
  it('accepts a VCDM 2.0 presentation, whose format its library does not know, by jose', async () => {
    const { nonce, audience, answer } = await answerDirectly();
    await expect(checkPresentation2(answer, { nonce, audience })).resolves.toMatchObject({
      given_name: PERSON.givenName,
    });
  });

  it('sees a revocation in every format', async () => {
    const sdJwt = await present(sdJwtQuery(), 'direct_post');
    const w3c = await present(w3cQuery('jwt_vc_json'), 'direct_post');
    const vcdm2 = await answerDirectly();
    await bank.revoke(caseId);
    await expect(createSdJwtLibrary().verify(sdJwt.answer, { keyBindingNonce: sdJwt.asked.nonce })).rejects.toThrow(
      'Status is not valid',
    );
    const bound = { audience: w3c.asked.clientId, nonce: w3c.asked.nonce };
    await expect(checkPresentation1(w3c.answer, bound)).rejects.toBeInstanceOf(RevokedError);
    await expect(checkPresentation2(vcdm2.answer, vcdm2)).rejects.toBeInstanceOf(RevokedError);
  });
});

/** `dcql` in the verifier's library refuses `vc+jwt` in a query, so the request goes out as any unsigned one may. */
async function answerDirectly(): Promise<{ nonce: string; audience: string; answer: string }> {
  let form = new URLSearchParams();
  const server = await startServer(async () => async ({ body }) => {
    form = new URLSearchParams(body);
    return reply({});
  });
  const nonce = crypto.randomUUID();
  const audience = `redirect_uri:${server.origin}/answer`;
  const query = new URLSearchParams({
    client_id: audience,
    response_type: 'vp_token',
    response_mode: 'direct_post',
    response_uri: `${server.origin}/answer`,
    nonce,
    dcql_query: JSON.stringify({ credentials: [w3cQuery('vc+jwt')] }),
  });
  const link = `openid4vp://?${query.toString()}`;
  const request = await fetchPresentationRequest({ ...parts, link, isAnswered: async () => false });
  const plan = await planAnswer({ request, credentials: [credential], http, now: parts.clock.now() });
  const [part] = plan.choices[0]?.options[0] ?? [];
  if (part?.kind !== 'claims') throw new Error(JSON.stringify(plan.unmet));
  const chosen = { kind: 'claims' as const, queryId: part.queryId, candidate: part.candidates[0]! };
  await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
  await server.close();
  const [answer = ''] = (JSON.parse(form.get('vp_token') ?? '{}') as Record<string, string[]>)['papers'] ?? [];
  return { nonce, audience, answer };
}
