import type { RouteSample, SampleRequest } from '@postern/testkit';

import type { VerifierWorld } from './start-verifier-world.ts';

const protocol = { protocol: 'demo-vault' };
/** So that requests get past the limits. */
export const WIDE_LIMITS = {
  VERIFIER_RATE_LIMIT_PER_MINUTE: '100000000',
  VERIFIER_KEY_QUOTA_PER_MINUTE: '100000000',
  VERIFIER_SESSION_QUOTA_PER_MINUTE: '100000000',
  VERIFIER_KEY_GUESSES_PER_MINUTE: '100000000',
};

const PROOF = {
  a: ['1', '2'],
  b: [
    ['1', '2'],
    ['3', '4'],
  ],
  c: ['1', '2'],
};
const PRESENTATION = {
  circuit: 'kyc-presentation/1',
  proof: PROOF,
  publicSignals: Array.from({ length: 8 }, () => '5'),
};

/** A session that is open, for requests that get as far as requests can. */
export type OpenSession = { sessionId: string; requestId: string; state: string };

export async function openSession(world: VerifierWorld): Promise<OpenSession> {
  const headers = { authorization: `Bearer ${world.apiKeys.vault}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ policyId: world.policyId, account: world.accounts.holder });
  const created = await fetch(`${world.origin}/v1/sessions`, { method: 'POST', headers, body });
  const { sessionId, requestUri } = (await created.json()) as { sessionId: string; requestUri: string };
  const jws = await (await fetch(requestUri)).text();
  const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as { state: string };
  return { sessionId, requestId: requestUri.split('/').at(-1) ?? '', state: payload.state };
}

/** A good request for each route of the service. */
export function createHostileSamples(
  world: () => VerifierWorld,
  session: () => OpenSession,
): Readonly<Record<string, RouteSample>> {
  const get = (request: SampleRequest = {}, more: Partial<RouteSample> = {}): RouteSample => ({
    request: () => request,
    ...more,
  });
  const keyed = (make: () => SampleRequest = () => ({}), more: Partial<RouteSample> = {}): RouteSample => ({
    request: () => ({ headers: { authorization: `Bearer ${world().apiKeys.vault}` }, ...make() }),
    ...more,
  });
  const ofSession = (): SampleRequest => ({ params: { sessionId: session().sessionId } });
  const ofRequest = (): SampleRequest => ({ params: { ...protocol, requestId: session().requestId } });
  const document = get({ params: protocol });
  return {
    'GET /healthz': get(),
    'GET /readyz': get(),
    'GET /metrics': get({}, { status: 404 }),
    'GET /jobs': get({}, { status: 404 }),
    'GET /.well-known/did-configuration.json': get(),
    'GET /p/:protocol/metadata': document,
    'GET /p/:protocol/did.json': document,
    'GET /p/:protocol/development-anchor': document,
    'GET /p/:protocol/requests/:requestId': { request: ofRequest },
    'GET /p/:protocol/requests/:requestId/common': { request: ofRequest },
    'POST /p/:protocol/requests/:requestId/common': {
      request: () => ({ ...ofRequest(), form: { wallet_nonce: 'a' } }),
    },
    'POST /p/:protocol/requests/:requestId': {
      request: () => ({ ...ofRequest(), form: { wallet_nonce: 'abc', wallet_metadata: '{}' } }),
    },
    'POST /p/:protocol/responses/:requestId': {
      // The proof is false and the session stays open.
      request: () => ({
        ...ofRequest(),
        form: { state: session().state, vp_token: JSON.stringify({ kyc: [PRESENTATION] }) },
      }),
      status: 400,
    },
    'POST /v1/sessions': keyed(() => ({
      json: {
        policyId: world().policyId,
        account: world().accounts.holder,
        credentials: [{ id: 'papers', format: 'dc+sd-jwt', types: ['urn:x'], claims: [{ path: ['given_name'] }] }],
        accept: [['kyc'], ['papers']],
        returnUrl: 'http://localhost:4106/back',
      },
    })),
    'GET /v1/sessions': keyed(),
    'GET /v1/sessions/:sessionId': keyed(ofSession),
    'GET /v1/sessions/:sessionId/digital-credential': keyed(ofSession),
    'POST /v1/sessions/:sessionId/digital-credential': keyed(
      () => ({
        ...ofSession(),
        json: {
          origin: 'http://localhost:4106',
          protocol: 'openid4vp-v1-unsigned',
          data: { vp_token: { kyc: [PRESENTATION] } },
        },
      }),
      { status: 400 },
    ),
    'GET /v1/protocol': keyed(),
    'GET /v1/protocol/did-configuration': keyed(() => ({ query: { origin: 'http://localhost:4106' } })),
    'POST /v1/policies/compile': keyed(() => ({
      json: { policy: { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [1] } },
    })),
    'GET /v1/access': keyed(() => ({ query: { policyId: world().policyId, account: world().accounts.holder } })),
  };
}
