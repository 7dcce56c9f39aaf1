import { randomBytes } from 'node:crypto';

import { Openid4vpVerifier } from '@openid4vc/openid4vp';
import { exportJWK, generateKeyPair } from 'jose';

import { createCallbacks } from '../support/openid4vc-callbacks.ts';
import { createPartyKey, type PartyKey } from '../support/party-keys.ts';
import { reply, startServer } from '../support/start-server.ts';

export type Asked = {
  link: string;
  clientId: string;
  nonce: string;
  /** Presentations by query id, once the wallet has answered. */
  readAnswer(): Record<string, string[]>;
};

/** A verifier that knows nothing of us: `@openid4vc/openid4vp` and `jose`, named by a did:web of its own. */
export async function startIndependentVerifier() {
  const key = await createPartyKey();
  const encryption = await createEncryptionKey();
  const callbacks = createCallbacks({ keys: [key], encryptionKeys: [encryption] });
  const verifier = new Openid4vpVerifier({ callbacks });
  const requests = new Map<string, string>();
  const payloads = new Map<
    string,
    Parameters<typeof verifier.parseOpenid4vpAuthorizationResponse>[0]['authorizationRequestPayload']
  >();
  const answers = new Map<string, Record<string, string[]>>();
  let did = '';

  const server = await startServer(async (origin) => {
    did = `did:web:${new URL(origin).host.replace(':', '%3A')}`;
    const method = { id: `${did}#key-1`, type: 'JsonWebKey2020', controller: did, publicKeyJwk: key.jwk };
    return async ({ path, body }) => {
      const [, kind, id = ''] = path.split('/');
      if (path === '/.well-known/did.json') {
        return reply({
          id: did,
          verificationMethod: [method],
          assertionMethod: [method.id],
          authentication: [method.id],
        });
      }
      if (kind === 'request') return { type: 'application/oauth-authz-req+jwt', body: requests.get(id) ?? '' };
      const parsed = await verifier.parseOpenid4vpAuthorizationResponse({
        authorizationResponse: Object.fromEntries(new URLSearchParams(body)),
        authorizationRequestPayload: payloads.get(id)!,
        callbacks,
      });
      if (parsed.type !== 'dcql') throw new Error('Expected a DCQL answer.');
      answers.set(id, parsed.dcql.presentations as Record<string, string[]>);
      return reply({ redirect_uri: `${origin}/done` });
    };
  });

  return {
    ...server,
    ask: async (options: { query: object; mode: 'direct_post' | 'direct_post.jwt' }): Promise<Asked> => {
      const id = randomBytes(8).toString('hex');
      const nonce = randomBytes(24).toString('base64url');
      const clientId = `decentralized_identifier:${did}`;
      const { authorizationRequest, jar, authorizationRequestPayload } =
        await verifier.createOpenId4vpAuthorizationRequest({
          authorizationRequestPayload: {
            response_type: 'vp_token',
            client_id: clientId,
            response_mode: options.mode,
            response_uri: `${server.origin}/answer/${id}`,
            nonce,
            state: randomBytes(16).toString('base64url'),
            dcql_query: options.query,
            client_metadata: {
              jwks: { keys: [{ ...encryption.jwk, kid: 'enc-1', alg: 'ECDH-ES', use: 'enc' } as never] },
              encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
              vp_formats_supported: { 'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] } },
            },
          },
          jar: {
            requestUri: `${server.origin}/request/${id}`,
            jwtSigner: { method: 'did', alg: 'ES256', didUrl: `${did}#key-1` },
            expiresInSeconds: 300,
            // The library writes the request's address there; 1.0 wants this.
            additionalJwtPayload: { aud: 'https://self-issued.me/v2' },
          },
        });
      requests.set(id, jar!.authorizationRequestJwt);
      payloads.set(id, authorizationRequestPayload as never);
      return {
        link: authorizationRequest,
        clientId,
        nonce,
        readAnswer: () => answers.get(id) ?? {},
      };
    },
  };
}

async function createEncryptionKey(): Promise<PartyKey> {
  const { privateKey, publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return { privateKey, jwk: { kty, crv, x, y } as PartyKey['jwk'], did: '', thumbprint: '' };
}
