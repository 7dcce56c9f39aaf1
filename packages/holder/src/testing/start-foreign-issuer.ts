import {
  createP256Signer,
  createSdJwtVc,
  type JsonObject,
  parseCompactJws,
  sha256,
  toP256PublicJwk,
  verifyCompactJws,
  verifyDpopProof,
} from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';

import { NOW, random } from './start-test-bank.ts';
import { json, startTestServer, type TestServer } from './start-test-server.ts';

/** How the issuer behaves; changed between and during tests. */
export type ForeignBehaviour = {
  /** Members of the metadata documents that replace or add to the honest ones. */
  metadata: object;
  server: object;
  configuration: object;
  /** Looks that a deferred credential takes; 0 issues at once. */
  looks: number;
  /** Answers the first credential request with this error. */
  firstError: string | undefined;
  /** Proofs must carry the server's DPoP nonce. */
  wantsDpopNonce: boolean;
  /** What a copy says. */
  claims: (copy: number) => JsonObject;
  /** Which proof key a copy is bound to. */
  keyOf: (copy: number) => number;
  /** Members of a token answer. */
  token: object;
  /** Access tokens and refresh tokens that are no longer taken. */
  expired: string[];
  /** What is out of order: paths that answer with this status. */
  failing: Readonly<Record<string, number>>;
};

export type ForeignIssuer = TestServer & {
  behaviour: ForeignBehaviour;
  /** What was posted, by path. */
  posted: { path: string; form: URLSearchParams; json: JsonObject; authorization: string }[];
  notifications: string[];
  /** Lets the person through: the address that they come back to. */
  approve: (authorizationUrl: string) => Promise<string>;
};

export const CONFIGURATION = 'membership';
export const CLIENT_ID = 'https://wallet.example';
export const REDIRECT_URI = 'https://wallet.example/authorized';
const DPOP_NONCE = 'nonce-of-the-server';

/** An OpenID4VCI 1.0 issuer as somebody else might write it: PAR, PKCE, DPoP, batch, deferred, refresh. */
export async function startForeignIssuer(): Promise<ForeignIssuer> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
  const signer = createP256Signer(pair.privateKey);
  const behaviour: ForeignBehaviour = {
    metadata: {},
    server: {},
    configuration: {},
    looks: 0,
    firstError: undefined,
    wantsDpopNonce: false,
    claims: () => ({ member_since: 2019, level: 'gold' }),
    keyOf: (copy) => copy,
    token: {},
    expired: [],
    failing: {},
  };
  const posted: ForeignIssuer['posted'] = [];
  const notifications: string[] = [];
  let pushed = new URLSearchParams();
  let waiting: string[] = [];
  let tokens = 0;
  let jkt: string | undefined;
  let origin = '';

  const issue = async (proofs: string[]) => {
    const keys = await Promise.all(
      proofs.map(async (proof) => {
        const key = toP256PublicJwk(parseCompactJws(proof).header['jwk']);
        await verifyCompactJws({ jws: proof, publicJwk: key, typ: 'openid4vci-proof+jwt' });
        return key;
      }),
    );
    return Promise.all(
      proofs.map(async (_, copy) => ({
        credential: await createSdJwtVc({
          issuer: origin,
          vct: `${origin}/membership`,
          claims: behaviour.claims(copy),
          holderJwk: keys[behaviour.keyOf(copy)]!,
          status: { uri: `${origin}/status`, index: copy },
          issuedAt: NOW,
          expiresAt: NOW + 86_400,
          kid: 'k1',
          signer,
          random,
        }),
      })),
    );
  };
  const checkDpop = async (path: string, headers: Record<string, string>, accessToken?: string) => {
    const proof = headers['dpop'];
    if (proof === undefined) return undefined;
    const url = origin + path;
    return verifyDpopProof({
      proof,
      method: 'POST',
      url,
      now: NOW,
      ...(accessToken === undefined ? {} : { accessToken }),
    });
  };

  const server = await startTestServer(async (own) => {
    origin = own;
    return async ({ method, path, body, headers = {} }) => {
      const form = new URLSearchParams(body);
      const isJson = body.startsWith('{');
      const content = isJson ? (JSON.parse(body) as JsonObject) : {};
      const authorization = headers['authorization'] ?? '';
      if (method === 'POST') posted.push({ path, form, json: content, authorization });
      const failure = behaviour.failing[path];
      if (failure !== undefined) return json({ error: 'temporarily_unavailable' }, failure);
      if (path === '/credential' || path === '/deferred') {
        const token = authorization.split(' ')[1] ?? '';
        const proven = await checkDpop(path, headers, token);
        if (proven?.thumbprint !== jkt || behaviour.expired.includes(token))
          return json({ error: 'invalid_token' }, 401);
        if (behaviour.firstError !== undefined) {
          const error = behaviour.firstError;
          behaviour.firstError = undefined;
          return json({ error }, 400);
        }
      }
      switch (path) {
        case '/.well-known/openid-credential-issuer':
          return json({
            credential_issuer: origin,
            credential_endpoint: `${origin}/credential`,
            nonce_endpoint: `${origin}/nonce`,
            deferred_credential_endpoint: `${origin}/deferred`,
            notification_endpoint: `${origin}/notification`,
            batch_credential_issuance: { batch_size: 3 },
            display: [{ name: 'Club', locale: 'en', unknown: true }],
            credential_configurations_supported: {
              [CONFIGURATION]: {
                format: 'dc+sd-jwt',
                vct: `${origin}/membership`,
                scope: CONFIGURATION,
                cryptographic_binding_methods_supported: ['jwk'],
                proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
                credential_metadata: {
                  display: [
                    { name: 'Mitgliedschaft', locale: 'de' },
                    { name: 'Membership', locale: 'en-GB' },
                  ],
                  claims: [{ path: ['member_since'], display: [{ name: 'Member since', locale: 'en' }] }],
                },
                ...behaviour.configuration,
              },
              cannot_be_read: { vct: 7 },
            },
            ...behaviour.metadata,
          });
        case '/.well-known/oauth-authorization-server':
          return json({
            issuer: origin,
            token_endpoint: `${origin}/token`,
            authorization_endpoint: `${origin}/authorize`,
            pushed_authorization_request_endpoint: `${origin}/par`,
            dpop_signing_alg_values_supported: ['ES256'],
            authorization_response_iss_parameter_supported: true,
            code_challenge_methods_supported: ['S256'],
            ...behaviour.server,
          });
        case '/.well-known/jwt-vc-issuer':
          return json({ issuer: origin, jwks: { keys: [{ ...publicJwk, kid: 'k1' }] } });
        case '/par':
          pushed = form;
          return json({ request_uri: 'urn:pushed:1', expires_in: 60 }, 201);
        case '/token': {
          const proof = await checkDpop(path, headers);
          if (behaviour.wantsDpopNonce && proof?.nonce !== DPOP_NONCE) {
            return { ...json({ error: 'use_dpop_nonce' }, 400), headers: { 'dpop-nonce': DPOP_NONCE } };
          }
          if (behaviour.expired.includes(form.get('refresh_token') ?? '')) return json({ error: 'invalid_grant' }, 400);
          const verifier = form.get('code_verifier');
          const challenge = verifier === null ? undefined : bytesToBase64Url(await sha256(verifier));
          if (form.has('code') && challenge !== pushed.get('code_challenge'))
            return json({ error: 'invalid_grant' }, 400);
          jkt = proof?.thumbprint;
          tokens += 1;
          const answer = { access_token: `at-${tokens}`, token_type: jkt === undefined ? 'Bearer' : 'DPoP' };
          return json({ ...answer, refresh_token: `rt-${tokens}`, expires_in: 60, ...behaviour.token });
        }
        case '/nonce':
          return json({ c_nonce: `c-${posted.length}` });
        case '/credential': {
          const { jwt } = content['proofs'] as { jwt: string[] };
          if (behaviour.looks === 0) return json({ credentials: await issue(jwt), notification_id: 'n-1' });
          waiting = jwt;
          return json({ transaction_id: 't-1', interval: 5 }, 202);
        }
        case '/deferred':
          behaviour.looks -= 1;
          if (content['transaction_id'] !== 't-1') return json({ error: 'invalid_transaction_id' }, 400);
          if (behaviour.looks > 0) return json({ transaction_id: 't-1', interval: 5 }, 202);
          return json({ credentials: await issue(waiting), notification_id: 'n-1' });
        case '/notification':
          notifications.push((content as { event: string }).event);
          return { status: 204 };
        default:
          return json({}, 404);
      }
    };
  });
  return Object.assign(server, {
    behaviour,
    posted,
    notifications,
    approve: async (authorizationUrl: string) => {
      const visible = new URL(authorizationUrl).searchParams;
      const request = visible.has('request_uri') ? pushed : ((pushed = visible), visible);
      const answer = { code: 'code-1', state: request.get('state') ?? '', iss: origin };
      return `${request.get('redirect_uri')}?${new URLSearchParams(answer).toString()}`;
    },
  });
}
