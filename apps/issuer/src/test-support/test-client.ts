import {
  createDpopProof,
  createP256Signer,
  jwkThumbprint,
  type P256PublicJwk,
  type JwsSigner,
  toP256PublicJwk,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';
import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';
import { createHash, randomBytes } from 'node:crypto';

import { createContainer, type IssuerContainer } from '../container.ts';
import type { IssuerEnv } from '../env.ts';
import type { TestIssuer } from './start-test-issuer.ts';
import { type Answer, ask, fetchNonce, type TestWallet } from './test-wallet.ts';

export const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
export const now = () => Math.floor(Date.now() / 1000);

/** A wallet's OAuth client with a DPoP key of its own. */
export type TestClient = {
  jwk: P256PublicJwk;
  signer: JwsSigner;
  thumbprint: string;
  /** A proof for one request. */
  proof(options: { url: string; method?: string; accessToken?: string; nonce?: string; at?: number }): Promise<string>;
  /** A form post to an endpoint of the authorization server. */
  post(url: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** A JSON post to a resource, with the token and its proof; `htu` is the public address where it differs. */
  call(url: string, options: { token: string; json: unknown; htu?: string }): Promise<Answer>;
};

export async function createTestClient(clock: Clock = { now }): Promise<TestClient> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const jwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
  const signer = createP256Signer(keys.privateKey);
  const proof: TestClient['proof'] = ({ url, method = 'POST', accessToken, nonce, at = clock.now() }) =>
    createDpopProof({
      method,
      url,
      publicJwk: jwk,
      signer,
      now: at,
      random,
      ...(accessToken === undefined ? {} : { accessToken }),
      ...(nonce === undefined ? {} : { nonce }),
    });
  return {
    jwk,
    signer,
    thumbprint: await jwkThumbprint(jwk),
    proof,
    post: async (url, form, headers = {}) => ask(url, { form, headers: { dpop: await proof({ url }), ...headers } }),
    call: async (url, { token, json, htu = url }) =>
      ask(url, {
        json,
        headers: { authorization: `DPoP ${token}`, dpop: await proof({ url: htu, accessToken: token }) },
      }),
  };
}

/** Redeems an offer with a DPoP proof. */
export function redeem(
  host: TestIssuer,
  options: { client: TestClient; code: string; txCode: string; form?: Record<string, string> },
): Promise<Answer> {
  const { client, code, txCode, form = {} } = options;
  return client.post(`${host.issuer}/token`, {
    grant_type: PRE_AUTHORIZED_CODE_GRANT,
    'pre-authorized_code': code,
    tx_code: txCode,
    ...form,
  });
}

/** Fetches one copy for a wallet's key. */
export async function fetchCredential(
  host: TestIssuer,
  options: { client: TestClient; token: string; wallet: TestWallet; json?: Record<string, unknown> },
): Promise<Answer> {
  const { client, token, wallet, json = { credential_configuration_id: 'kyc_person_sdjwt' } } = options;
  const proof = await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) });
  return client.call(`${host.issuer}/credential`, { token, json: { ...json, proofs: { jwt: [proof] } } });
}

/** A second process of the same service: own container, same database, same public URL. */
export async function openSecondProcess(
  host: TestIssuer,
  options: { port: number; clock?: Clock; env?: Partial<IssuerEnv> },
): Promise<{ issuer: string; container: IssuerContainer; stop(): Promise<void> }> {
  const { port, clock, env = {} } = options;
  const container = await createContainer({
    env: { ...host.env, ISSUER_ANCHOR_INTERVAL_MS: 3_600_000, LOG_LEVEL: 'silent', ...env },
    ...(clock === undefined ? {} : { clock }),
  });
  const running = await container.service.listen({ port });
  return {
    issuer: `http://localhost:${port}/t/demo-bank`,
    container,
    stop: async () => {
      await running.close();
      await container.close();
    },
  };
}

export const REDIRECT_URI = 'http://127.0.0.1:6499/callback';
export const CLIENT_ID = 'https://wallet.example';

/** PKCE pair and the parameters of an authorization request. */
export function createAuthorizationForm(overrides: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const form: Record<string, string> = {
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'state-of-the-wallet',
    scope: 'kyc_person_sdjwt openid',
    ...overrides,
  };
  return { verifier, form };
}

export type Page = { status: number; html: string; headers: Headers; location: URL | undefined };

/** One request of a browser, which follows no redirect here. */
export async function browse(url: string, form?: Record<string, string>): Promise<Page> {
  const response = await fetch(url, {
    redirect: 'manual',
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  const location = response.headers.get('location');
  return {
    status: response.status,
    html: await response.text(),
    headers: response.headers,
    location: location === null ? undefined : new URL(location),
  };
}

export const handleOf = (page: Page): string => /name="handle" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
