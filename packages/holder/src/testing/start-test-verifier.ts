import { createP256Signer, type JsonObject, signCompactJws, toP256PublicJwk } from '@postern/credential';

import { ACCOUNT, PASS_REGISTRY, POLICY_ID } from './create-test-chain.ts';
import { NOW } from './start-test-bank.ts';
import { json, startTestServer, type TestServer } from './start-test-server.ts';

export type TestVerifier = TestServer & {
  clientId: string;
  link: string;
  /** Changes the request object before it is signed. */
  change: (payload: JsonObject) => JsonObject;
  header: JsonObject;
  /** Signs with another key than the DID's: of a certificate. */
  keys: CryptoKeyPair | undefined;
  /** When the DID document says that the key ended, RFC 3339. */
  keyExpires: string | undefined;
  /** Where it sends the person after an answer; its own page unless told. */
  redirectUri: string | undefined;
  /** Form bodies of requests that were fetched by POST. */
  fetched: URLSearchParams[];
  /** Form bodies of the answers. */
  answers: URLSearchParams[];
};

/** A small OpenID4VP verifier with a real did:web and a real signature. */
export async function startTestVerifier(): Promise<TestVerifier> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicKeyJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', keys.publicKey));
  const state = {
    change: (payload: JsonObject) => payload,
    header: {} as JsonObject,
    keys: undefined as CryptoKeyPair | undefined,
    keyExpires: undefined as string | undefined,
    redirectUri: undefined as string | undefined,
    fetched: [] as URLSearchParams[],
    answers: [] as URLSearchParams[],
    clientId: '',
  };
  const server = await startTestServer(async (origin) => {
    const did = `did:web:${new URL(origin).host.replace(':', '%3A')}:p:test`;
    state.clientId = `decentralized_identifier:${did}`;
    return async ({ method, path, body }) => {
      if (path === '/p/test/did.json') {
        const id = `${did}#key-1`;
        const ends = state.keyExpires === undefined ? {} : { expires: state.keyExpires };
        const verificationMethod = [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk, ...ends }];
        return json({ id: did, verificationMethod, assertionMethod: [id] });
      }
      if (method === 'POST' && path.includes('/requests/')) state.fetched.push(new URLSearchParams(body));
      else if (method === 'POST') {
        state.answers.push(new URLSearchParams(body));
        return json({ redirect_uri: state.redirectUri ?? `${origin}/done` });
      }
      const payload = state.change({
        aud: 'https://self-issued.me/v2',
        response_type: 'vp_token',
        response_mode: 'direct_post',
        client_id: state.clientId,
        response_uri: `${origin}/p/test/responses/1`,
        nonce: 'n'.repeat(32),
        state: 's'.repeat(32),
        iat: NOW,
        exp: NOW + 600,
        client_metadata: { client_name: 'Test Vault' },
        dcql_query: {
          credentials: [
            {
              id: 'kyc',
              format: 'postern_zk',
              meta: { policyId: POLICY_ID, chainId: 31337, registry: PASS_REGISTRY, account: ACCOUNT },
            },
          ],
        },
      });
      const header = { typ: 'oauth-authz-req+jwt', kid: `${did}#key-1`, ...state.header };
      const signer = createP256Signer((state.keys ?? keys).privateKey);
      return { body: await signCompactJws({ header, payload, signer }), type: 'application/oauth-authz-req+jwt' };
    };
  });
  const requestUri = encodeURIComponent(`${server.origin}/p/test/requests/1`);
  const link = `http://localhost:1/present?client_id=${encodeURIComponent(state.clientId)}&request_uri=${requestUri}`;
  return Object.assign(state, server, { link });
}
