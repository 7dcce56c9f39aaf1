import { Openid4vpClient } from '@openid4vc/openid4vp';
import { SignJWT } from 'jose';

import { createCallbacks } from '../support/openid4vc-callbacks.ts';
import { createSdJwtLibrary } from '../support/sd-jwt-library.ts';
import type { IndependentCredential } from './independent-wallet.ts';

type Held = IndependentCredential & { format: 'dc+sd-jwt' | 'jwt_vc_json' | 'vc+jwt' };
type Spoil = { nonce?: string; audience?: string };

/**
 * An independent wallet answers a link: `@openid4vc/openid4vp` reads and verifies the request and sends the answer,
 * `@sd-jwt/sd-jwt-vc` and `jose` make the presentation.
 *
 * @param options.spoil what a thief would have to change
 * @returns the verifier's answer
 */
export async function presentIndependently(options: {
  link: string;
  /** Which query the credential answers, by the request; told, or chosen by the wallet's own reading of it. */
  queryId: string | ((dcqlQuery: unknown) => string);
  held: Held;
  /** Claims to show of an SD-JWT VC. */
  disclose: readonly string[];
  spoil?: Spoil;
}): Promise<{ status: number; body: unknown; mode: string }> {
  const { link, queryId, held, disclose, spoil = {} } = options;
  const callbacks = createCallbacks({ keys: [held.key] });
  const client = new Openid4vpClient({ callbacks });
  const parsed = client.parseOpenid4vpAuthorizationRequest({
    authorizationRequest: `openid4vp://${link.slice(link.indexOf('?'))}`,
  });
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: parsed.params as never,
  });
  const request = resolved.authorizationRequestPayload as {
    client_id: string;
    nonce: string;
    response_mode: string;
    response_uri: string;
    dcql_query: unknown;
  };
  const answered = typeof queryId === 'string' ? queryId : queryId(request.dcql_query);
  const bound = { aud: spoil.audience ?? request.client_id, nonce: spoil.nonce ?? request.nonce };
  const presentation =
    held.format === 'dc+sd-jwt' ? await presentSdJwt(held, disclose, bound) : await presentW3c(held, bound);
  const created = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request as never,
    authorizationResponsePayload: { vp_token: { [answered]: [presentation] } },
    ...(request.response_mode === 'direct_post.jwt'
      ? {
          jarm: {
            encryption: { nonce: request.nonce },
            serverMetadata: {
              authorization_signing_alg_values_supported: [],
              authorization_encryption_alg_values_supported: ['ECDH-ES'],
              authorization_encryption_enc_values_supported: ['A128GCM', 'A256GCM'],
            },
          },
        }
      : {}),
  });
  const { response, responseMode } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request as never,
    authorizationResponsePayload: created.authorizationResponsePayload,
    ...(created.jarm === undefined ? {} : { jarm: { responseJwt: created.jarm.responseJwt } }),
  });
  return { status: response.status, body: await response.json(), mode: responseMode };
}

type Bound = { aud: string; nonce: string };
const now = () => Math.floor(Date.now() / 1000);

function presentSdJwt({ credential, key }: Held, disclose: readonly string[], { aud, nonce }: Bound): Promise<string> {
  const frame = Object.fromEntries(disclose.map((name) => [name, true]));
  const library = createSdJwtLibrary({ holder: key });
  return library.present(credential, frame as never, { kb: { payload: { iat: now(), aud, nonce } } });
}

/** The subject is the issuer's spelling of our did:jwk, so the presentation is signed under that spelling. */
async function presentW3c({ credential, key, format }: Held, bound: Bound): Promise<string> {
  const payload = JSON.parse(Buffer.from(credential.split('.')[1]!, 'base64url').toString()) as {
    sub?: string;
    credentialSubject?: { id: string };
  };
  const holder = payload.credentialSubject?.id ?? payload.sub ?? '';
  const times = { iat: now(), exp: now() + 60 };
  const header = { alg: 'ES256', kid: `${holder}#0` };
  if (format === 'jwt_vc_json') {
    const vp = {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [credential],
    };
    return new SignJWT({ iss: holder, ...bound, ...times, vp })
      .setProtectedHeader({ ...header, typ: 'JWT' })
      .sign(key.privateKey);
  }
  const context = 'https://www.w3.org/ns/credentials/v2';
  const envelope = {
    '@context': context,
    id: `data:application/vc+jwt,${credential}`,
    type: 'EnvelopedVerifiableCredential',
  };
  const presentation = {
    '@context': [context],
    type: ['VerifiablePresentation'],
    holder,
    verifiableCredential: [envelope],
  };
  return new SignJWT({ ...presentation, ...bound, ...times })
    .setProtectedHeader({ ...header, typ: 'vp+jwt' })
    .sign(key.privateKey);
}
