import {
  type ChosenPart,
  createHttpClient,
  fetchPresentationRequest,
  planAnswer,
  sendAnswer,
  type StoredCredential,
  type VerifiedRequest,
} from '@postern/holder';

import { reply, startServer } from '../support/start-server.ts';
import { systemParts } from '../support/system-parts.ts';
import type { startIndependentVerifier } from './start-independent-verifier.ts';

const parts = { ...systemParts, http: createHttpClient({ fetch }) };

/** A presentation as the verifier's library handed it on, and what it must be bound to. */
export type Shown = { answer: string; audience: string; nonce: string };

export const sdJwtQuery = (issuer: string) => ({
  id: 'papers',
  format: 'dc+sd-jwt',
  meta: { vct_values: [`${issuer}/vct/kyc-person/1`] },
  claims: [{ path: ['given_name'] }, { path: ['nationalities', null], values: ['GR'] }],
});
export const w3cQuery = (format: 'jwt_vc_json' | 'vc+jwt') => ({
  id: 'papers',
  format,
  meta: { type_values: [['KycPersonCredential']] },
  claims: [{ path: ['credentialSubject', 'given_name'] }],
});

/** The first document that answers the request's one query for claims. @throws Error none does */
export async function chooseClaims(request: VerifiedRequest, credential: StoredCredential): Promise<ChosenPart> {
  const plan = await planAnswer({ request, credentials: [credential], http: parts.http, now: parts.clock.now() });
  const [part] = plan.choices[0]?.options[0] ?? [];
  if (part?.kind !== 'claims') throw new Error(JSON.stringify(plan.unmet));
  return { kind: 'claims', queryId: part.queryId, candidate: part.candidates[0]! };
}

/** Our holder answers a question of the verifier. */
export async function showToVerifier(options: {
  verifier: Awaited<ReturnType<typeof startIndependentVerifier>>;
  credential: StoredCredential;
  query: object;
  mode: 'direct_post' | 'direct_post.jwt';
}): Promise<Shown & { redirectUri: string | undefined }> {
  const { verifier, credential, query, mode } = options;
  const asked = await verifier.ask({ query: { credentials: [query] }, mode });
  const request = await fetchPresentationRequest({ ...parts, link: asked.link, isAnswered: async () => false });
  const chosen = await chooseClaims(request, credential);
  const sent = await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
  const [answer = ''] = asked.readAnswer()['papers'] ?? [];
  return { answer, audience: asked.clientId, nonce: asked.nonce, redirectUri: sent.redirectUri };
}

/** `dcql` in the verifier's library refuses `vc+jwt` in a query, so the request goes out as any unsigned one may. */
export async function showDirectly(credential: StoredCredential): Promise<Shown> {
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
  const chosen = await chooseClaims(request, credential);
  await sendAnswer({ ...parts, request, parts: [chosen], remember: async () => {} });
  await server.close();
  const [answer = ''] = (JSON.parse(form.get('vp_token') ?? '{}') as Record<string, string[]>)['papers'] ?? [];
  return { nonce, audience, answer };
}
