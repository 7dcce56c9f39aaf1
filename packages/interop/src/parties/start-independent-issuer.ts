import { randomBytes } from 'node:crypto';

import {
  type AuthorizationServerMetadata,
  Oauth2AuthorizationServer,
  Oauth2ResourceServer,
  Oauth2ServerErrorResponseError,
  preAuthorizedCodeGrantIdentifier,
} from '@openid4vc/oauth2';
import { type IssuerMetadataResult, Openid4vciIssuer, Openid4vciVersion } from '@openid4vc/openid4vci';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { createVerifiableCredentialJwt } from 'did-jwt-vc';

import { createCallbacks } from '../support/openid4vc-callbacks.ts';
import { createPartyKey, type PartyKey } from '../support/party-keys.ts';
import { reply, type ServerReply, type ServerRequest, startServer } from '../support/start-server.ts';

export const TX_CODE = 'k7-Q2';
const SD_JWT = 'Membership_SdJwt';
const W3C = 'Membership_W3c';

/** An issuer that knows nothing of us: `@openid4vc/openid4vci`, `@openid4vc/oauth2`, `@sd-jwt/sd-jwt-vc`, `did-jwt-vc`. */
export async function startIndependentIssuer() {
  const key = await createPartyKey();
  const callbacks = createCallbacks({ keys: [key] });
  const issuer = new Openid4vciIssuer({ callbacks });
  const authorization = new Oauth2AuthorizationServer({ callbacks });
  const resource = new Oauth2ResourceServer({ callbacks });
  const code = randomBytes(16).toString('base64url');
  const nonces = new Set<string>();
  const notifications: string[] = [];
  let metadata: IssuerMetadataResult;
  let server: AuthorizationServerMetadata;
  let origin = '';

  const publicJwk = { ...key.jwk, kid: 'key-1' } as never;
  const signer = { method: 'jwk' as const, alg: 'ES256', kid: 'key-1', publicJwk };
  const requestOf = ({ method, path, headers }: ServerRequest) => ({
    headers: new Headers(headers),
    method: method as 'POST',
    url: `${origin}${path}`,
  });

  const issueCredentials = async (request: ServerRequest) => {
    const access = await resource.verifyResourceRequest({
      authorizationServers: [server],
      request: requestOf(request),
      resourceServer: origin,
    });
    if (access.dpop === undefined) throw new Error('Expected DPoP.');
    const credentialRequest = issuer.parseCredentialRequest({
      issuerMetadata: metadata,
      credentialRequest: JSON.parse(request.body) as never,
    });
    const credentials: { credential: string }[] = [];
    for (const jwt of credentialRequest.proofs?.jwt ?? []) {
      const { payload, signer: holder } = await issuer.verifyCredentialRequestJwtProof({
        issuerMetadata: metadata,
        jwt,
      });
      if (payload.nonce === undefined || !nonces.has(payload.nonce)) throw new Error('Not a nonce of this issuer.');
      const holderJwk = (holder as { publicJwk: PartyKey['jwk'] }).publicJwk;
      const isSdJwt = credentialRequest.credentialConfigurationId === SD_JWT;
      const { kty, crv, x, y } = holderJwk;
      const jwk = { kty, crv, x, y } as PartyKey['jwk'];
      credentials.push({ credential: await (isSdJwt ? issueSdJwt(jwk) : issueW3c(jwk)) });
    }
    nonces.clear();
    return issuer.createCredentialResponse({ credentialRequest, credentials, notificationId: 'n-1' });
  };
  const now = () => Math.floor(Date.now() / 1000);
  const issueSdJwt = (holderJwk: PartyKey['jwk']) =>
    createIssuingLibrary(key).issue(
      {
        iss: origin,
        vct: `${origin}/membership`,
        iat: now(),
        exp: now() + 86_400,
        cnf: { jwk: holderJwk as never },
        member_since: 2019,
        address: { city: 'Berlin', street: 'Torstraße' },
      } as never,
      { _sd: ['member_since', 'address'], address: { _sd: ['city', 'street'] } } as never,
      { header: { kid: 'key-1' } },
    );
  const issueW3c = (holderJwk: PartyKey['jwk']) => {
    const did = `did:jwk:${Buffer.from(JSON.stringify(holderJwk)).toString('base64url')}`;
    const sign = async (data: string | Uint8Array) => {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytes as never);
      return Buffer.from(signature).toString('base64url');
    };
    return createVerifiableCredentialJwt(
      {
        sub: did,
        nbf: now(),
        exp: now() + 86_400,
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1'],
          type: ['VerifiableCredential', 'MembershipCredential'],
          credentialSubject: { memberSince: 2019 },
        },
      },
      { did: key.did, alg: 'ES256', signer: sign },
      { header: { kid: `${key.did}#0`, typ: 'JWT' } },
    );
  };

  const listening = await startServer(async (own) => {
    origin = own;
    metadata = {
      originalDraftVersion: Openid4vciVersion.V1,
      knownCredentialConfigurations: {},
      authorizationServers: [],
      credentialIssuer: issuer.createCredentialIssuerMetadata(describeIssuer(origin)),
    };
    server = authorization.createAuthorizationServerMetadata({
      issuer: origin,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
      dpop_signing_alg_values_supported: ['ES256'],
      'pre-authorized_grant_anonymous_access_supported': true,
    });
    metadata = { ...metadata, authorizationServers: [server] };
    metadata.knownCredentialConfigurations = issuer.getKnownCredentialConfigurationsSupported(
      metadata.credentialIssuer,
    );
    const answer = async (request: ServerRequest): Promise<ServerReply> => {
      switch (request.path) {
        case '/.well-known/openid-credential-issuer':
          return reply(metadata.credentialIssuer);
        case '/.well-known/oauth-authorization-server':
          return reply(server);
        case '/.well-known/jwt-vc-issuer':
          return reply({ issuer: origin, jwks: { keys: [{ ...key.jwk, kid: 'key-1' }] } });
        case '/jwks':
          return reply({ keys: [publicJwk] });
        case '/token': {
          const accessTokenRequest = Object.fromEntries(new URLSearchParams(request.body));
          const parsed = authorization.parseAccessTokenRequest({ accessTokenRequest, request: requestOf(request) });
          if (parsed.grant.grantType !== preAuthorizedCodeGrantIdentifier) throw new Error('Another grant.');
          const { dpop } = await authorization.verifyPreAuthorizedCodeAccessTokenRequest({
            authorizationServerMetadata: server,
            grant: parsed.grant,
            accessTokenRequest: parsed.accessTokenRequest,
            request: requestOf(request),
            expectedPreAuthorizedCode: code,
            expectedTxCode: TX_CODE,
            dpop: { required: true, ...parsed.dpop },
          });
          const answer = await authorization.createAccessTokenResponse({
            authorizationServer: origin,
            audience: origin,
            subject: 'member-1',
            signer,
            expiresInSeconds: 300,
            ...(dpop === undefined ? {} : { dpop }),
          });
          return reply(answer);
        }
        case '/nonce': {
          const cNonce = randomBytes(16).toString('base64url');
          nonces.add(cNonce);
          return reply(issuer.createNonceResponse({ cNonce }));
        }
        case '/credential':
          return reply(await issueCredentials(request));
        case '/notification':
          notifications.push((JSON.parse(request.body) as { event: string }).event);
          return { status: 204, body: '' };
        default:
          return reply({}, 404);
      }
    };
    return async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof Oauth2ServerErrorResponseError)) throw error;
        return reply(error.errorResponse, error.status);
      }
    };
  });
  const offer = await issuer.createCredentialOffer({
    issuerMetadata: metadata!,
    credentialConfigurationIds: [SD_JWT, W3C],
    grants: {
      [preAuthorizedCodeGrantIdentifier]: {
        'pre-authorized_code': code,
        tx_code: { input_mode: 'text', description: 'From the front desk' },
      },
    },
  });
  return { ...listening, did: key.did, link: offer.credentialOffer, notifications };
}

function describeIssuer(origin: string) {
  const binding = {
    cryptographic_binding_methods_supported: ['jwk'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  };
  return {
    credential_issuer: origin,
    credential_endpoint: `${origin}/credential`,
    nonce_endpoint: `${origin}/nonce`,
    notification_endpoint: `${origin}/notification`,
    batch_credential_issuance: { batch_size: 2 },
    display: [{ name: 'Rowing Club' }],
    credential_configurations_supported: {
      [SD_JWT]: {
        format: 'dc+sd-jwt' as const,
        vct: `${origin}/membership`,
        ...binding,
        credential_metadata: {
          display: [{ name: 'Membership' }],
          claims: [{ path: ['member_since'] as [string], display: [{ name: 'Member since' }] }],
        },
      },
      [W3C]: {
        format: 'jwt_vc_json' as const,
        credential_definition: { type: ['VerifiableCredential', 'MembershipCredential'] },
        ...binding,
        credential_metadata: {},
      },
    },
  };
}

function createIssuingLibrary(key: PartyKey): SDJwtVcInstance {
  return new SDJwtVcInstance({
    signAlg: 'ES256',
    hashAlg: 'sha-256',
    signer: async (data) => {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const signature = await crypto.subtle.sign(algorithm, key.privateKey, new TextEncoder().encode(data));
      return Buffer.from(signature).toString('base64url');
    },
    hasher: async (data) => {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
      return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as never));
    },
    saltGenerator: (length) => randomBytes(length).toString('base64url'),
  });
}
