import { randomBytes } from 'node:crypto';

import type { RouteSample, SampleRequest } from '@postern/testkit';

import { LAUNCHER_TOKEN, TENANT, type TestIssuer } from './start-test-issuer.ts';
import { createAuthorizationForm } from './test-client.ts';
import { ASSESSMENT, type Applied, createApplication } from './test-staff.ts';
import { ask, askToken, type TestWallet } from './test-wallet.ts';

/** What the walk before left behind, for requests that get as far as requests can. */
export type HostileWorld = {
  host: TestIssuer;
  applied: Applied;
  /** Session of a member of staff, for everything but the sign-out. */
  cookie: string;
  offerId: string;
  accessToken: string;
  wallet: TestWallet;
};

const id = (): string => randomBytes(16).toString('base64url');
const tenant = { tenant: TENANT };
const listId = '1';

/** A good request for each route of the service. */
export function createHostileSamples(world: () => HostileWorld): Readonly<Record<string, RouteSample>> {
  const get = (request: SampleRequest = {}, more: Partial<RouteSample> = {}): RouteSample => ({
    request: () => request,
    ...more,
  });
  const launcher = { 'x-postern-launcher': LAUNCHER_TOKEN };
  const internal = get({ query: tenant, headers: launcher });
  const staff = (make: () => SampleRequest = () => ({}), more: Partial<RouteSample> = {}): RouteSample => ({
    request: () => {
      const { host, cookie, applied } = world();
      const { headers, ...request } = make();
      const params = { caseId: applied.applicationId };
      return { params, headers: { cookie, origin: host.portalUrl, ...headers }, ...request };
    },
    ...more,
  });
  const applicant = (more: Partial<RouteSample> = {}): RouteSample => ({
    request: () => {
      const { applicationId, statusToken } = world().applied;
      return { params: { ...tenant, applicationId }, headers: { authorization: `Bearer ${statusToken}` } };
    },
    ...more,
  });
  const resource = (make: () => Promise<unknown>, more: Partial<RouteSample>): RouteSample => ({
    request: async () => ({
      params: tenant,
      headers: { authorization: `Bearer ${world().accessToken}` },
      json: await make(),
    }),
    refusal: 'oauth',
    ...more,
  });
  const document = get({ params: tenant });
  const list = get({ params: { ...tenant, listId }, headers: { 'if-none-match': '"a", W/"b"' } });
  const rebinding = { ...tenant, rebindingId: id() };
  const presentation = { ...tenant, requestId: id() };
  const assertion = { id: id(), rawId: id(), type: 'public-key', clientExtensionResults: {} };
  const response = { clientDataJSON: 'e30', authenticatorData: id(), signature: id(), attestationObject: 'oA' };
  const passkey = { ...assertion, response };
  return {
    'GET /healthz': get(),
    'GET /readyz': get(),
    'GET /metrics': get({}, { status: 404 }),
    'GET /jobs': get({}, { status: 404 }),
    'GET /.well-known/openid-credential-issuer/t/:tenant': document,
    'GET /.well-known/oauth-authorization-server/t/:tenant': document,
    'GET /.well-known/jwt-vc-issuer/t/:tenant': document,
    'GET /t/:tenant/.well-known/openid-credential-issuer': document,
    'GET /t/:tenant/.well-known/oauth-authorization-server': document,
    'GET /t/:tenant/jwks.json': document,
    'GET /t/:tenant/did.json': document,
    'GET /t/:tenant/vct/kyc-person/1': document,
    'GET /.well-known/did-configuration.json': get(),
    'GET /brand/mark.svg': get(),
    'GET /t/:tenant/status/revocation/:listId': list,
    'GET /t/:tenant/status/suspension/:listId': list,
    'GET /t/:tenant/status/combined/:listId': list,
    'GET /t/:tenant/status/v2/revocation/:listId': list,
    'GET /t/:tenant/status/v2/suspension/:listId': list,
    'GET /t/:tenant/status/token/:listId': list,
    'GET /t/:tenant/status/times': document,
    'GET /t/:tenant/status/bits/:listId': get({ params: { ...tenant, listId }, query: { chain: '31337' } }),
    'POST /t/:tenant/par': {
      request: () => ({ params: tenant, form: createAuthorizationForm().form }),
      refusal: 'oauth',
    },
    'GET /t/:tenant/authorize': {
      request: () => ({ params: tenant, query: createAuthorizationForm().form }),
      refusal: 'page',
    },
    'POST /t/:tenant/authorize': {
      request: () => ({ params: tenant, form: { handle: randomBytes(32).toString('base64url'), answer: 'deny' } }),
      refusal: 'page',
      status: 410,
    },
    'POST /t/:tenant/token': {
      request: () => ({
        params: tenant,
        form: {
          grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
          'pre-authorized_code': randomBytes(32).toString('base64url'),
          tx_code: '123456',
          client_id: 'https://wallet.example',
        },
      }),
      refusal: 'oauth',
      status: 400,
    },
    'GET /t/:tenant/offers/:offerId': { request: () => ({ params: { ...tenant, offerId: world().offerId } }) },
    'POST /t/:tenant/nonce': { request: () => ({ params: tenant }), refusal: 'oauth' },
    'POST /t/:tenant/credential': resource(async () => {
      const { wallet, host } = world();
      const nonce = String((await ask(`${host.issuer}/nonce`, { form: {} })).body.c_nonce);
      const jwt = await wallet.prove({ aud: host.issuer, nonce });
      return { credential_configuration_id: 'kyc_person_sdjwt', proofs: { jwt: [jwt] } };
    }, {}),
    'POST /t/:tenant/deferred': resource(async () => ({ transaction_id: id() }), { status: 400 }),
    'POST /t/:tenant/notification': resource(
      async () => ({ notification_id: id(), event: 'credential_accepted', event_description: 'kept' }),
      { status: 400 },
    ),
    'POST /t/:tenant/applications': { request: () => ({ params: tenant, json: createApplication() }) },
    'GET /t/:tenant/applications/:applicationId': applicant(),
    'POST /t/:tenant/applications/:applicationId/offers': applicant({ status: 409 }),
    'GET /t/:tenant/rebinding/:rebindingId': get({ params: rebinding }, { refusal: 'page' }),
    'POST /t/:tenant/rebinding/:rebindingId': {
      request: () => ({ params: rebinding, form: { token: randomBytes(32).toString('base64url'), answer: 'read' } }),
      refusal: 'page',
      status: 404,
    },
    'GET /t/:tenant/presentations/:requestId': get({ params: presentation }, { status: 410 }),
    'POST /t/:tenant/presentations/:requestId/response': {
      request: () => ({ params: presentation, form: { vp_token: '{"proof":["a~b"]}', state: id() } }),
      status: 410,
    },
    'GET /outbox': get({}, { refusal: 'page' }),
    'GET /staff/session': staff(),
    'POST /staff/enrolment/options': staff(() => ({ json: { token: id() } }), { status: 403 }),
    'POST /staff/enrolment': staff(() => ({ json: { token: id(), response: passkey } }), { status: 403 }),
    'POST /staff/sign-in/options': staff(() => ({ json: {} })),
    'POST /staff/sign-in': staff(() => ({ json: { response: passkey } }), { status: 401 }),
    'POST /staff/demo-sign-in': staff(() => ({ json: { staffId: 'maker' } })),
    'POST /staff/sign-out': staff(() => ({ headers: { cookie: `postern_portal_session=${'x'.repeat(43)}` } })),
    'GET /staff/cases': staff(() => ({ query: { state: 'submitted' } })),
    'GET /staff/cases/:caseId': staff(),
    'POST /staff/cases/:caseId/decisions/options': staff(
      () => ({ json: { action: 'propose', assessment: ASSESSMENT, reason: 'As the file shows' } }),
      { status: 409 },
    ),
    'POST /staff/cases/:caseId/decisions': staff(
      () => ({
        json: { action: 'propose', assessment: ASSESSMENT, decisionHash: '0'.repeat(64), assertion: passkey },
      }),
      { status: 409 },
    ),
    'POST /staff/cases/:caseId/offers': staff(() => ({ json: {} })),
    'GET /staff/account': staff(),
    'POST /staff/step-up/options': staff(() => ({ json: { action: 'remove-passkey', target: id() } })),
    'POST /staff/passkeys/options': staff(() => ({ json: { assertion: null } })),
    'POST /staff/passkeys': staff(() => ({ json: { response: passkey } }), { status: 403 }),
    'POST /staff/passkeys/:credentialId/removal': staff(
      () => ({ params: { credentialId: id() }, json: { assertion: null } }),
      { status: 409 },
    ),
    'POST /staff/members/:staffId/removal': staff(
      () => ({ params: { staffId: 'nobody' }, json: { assertion: null } }),
      { status: 404 },
    ),
    'POST /staff/keys/:keyName/revocation': staff(
      () => ({ params: { keyName: 'no-key' }, json: { step: 'propose', assertion: null } }),
      { status: 409 },
    ),
    'GET /staff/status': staff(),
    'GET /staff/alarms': staff(),
    'GET /staff/identity-answers': staff(),
    'GET /staff/audit': staff(),
    'GET /staff/audit/export': staff(),
    'GET /internal/enrolment-links': internal,
    'GET /internal/leaf-registration': internal,
    'GET /internal/keys/anchor': internal,
    'POST /internal/keys/rotation': get({ query: { tenant: 'no-bank' }, headers: launcher }, { status: 404 }),
    'PUT /internal/keys/certificates': get(
      { query: tenant, headers: launcher, json: { certificates: ['MIIB'], anchor: 'MIIB' } },
      { status: 422 },
    ),
  };
}

/** An access token of a person who was admitted, and the offer it came by. */
export async function redeemOffer(host: TestIssuer, offer: { code: string; txCode: string }): Promise<string> {
  const answer = await askToken({ issuer: host.issuer, ...offer });
  return String(answer.body.access_token);
}
