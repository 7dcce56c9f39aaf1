import { jwkThumbprint, sha256 } from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';
import { zOauthError } from '@postern/protocol';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { fetchJson } from '../http/fetch-json.ts';
import { type IssuerProfile, withSeal } from './fetch-issuer-metadata.ts';
import { zHolderKey } from './holder-key.ts';
import { createDpopKey, describeResource } from './request-token.ts';
import type { SenderPorts } from './send-with-token.ts';
import { zPushedAnswer } from './z-issuer-messages.ts';

/** What the wallet remembers while the person is at the issuer; plain JSON, kept encrypted until the way back. */
export const zPendingAuthorization = z.strictObject({
  state: z.string(),
  credentialIssuer: z.string(),
  authorizationServer: z.string(),
  configurationIds: z.array(z.string()).min(1),
  clientId: z.string(),
  redirectUri: z.string(),
  codeVerifier: z.string(),
  dpopKey: zHolderKey.optional(),
  startedAt: z.int(),
});
export type PendingAuthorization = z.infer<typeof zPendingAuthorization>;

export type StartAuthorizationOptions = SenderPorts & {
  issuer: IssuerProfile;
  configurationIds: readonly string[];
  /** From the offer; undefined when the wallet started by itself. */
  issuerState: string | undefined;
  clientId: string;
  /** Where the issuer sends the person back: an address of this wallet. */
  redirectUri: string;
};

/**
 * Starts the authorization code flow (OpenID4VCI 1.0 §5): PKCE with S256, a fresh state, the request pushed first where
 * the server takes that (RFC 9126), the DPoP key named in it (RFC 9449 §10).
 *
 * @returns the address that the person goes to, and what must be kept until the way back
 * @throws {HolderError} ERR_ISSUER_UNSUPPORTED, ERR_AUTHORIZATION_DENIED the pushed request was refused
 */
export async function startAuthorization(
  options: StartAuthorizationOptions,
): Promise<{ authorizationUrl: string; pending: PendingAuthorization }> {
  const { issuer, clientId, redirectUri, random, clock, http } = options;
  const configurationIds = withSeal(issuer, options.configurationIds);
  const server = issuer.authorizationServer;
  const methods = server.code_challenge_methods_supported ?? ['S256'];
  if (server.authorization_endpoint === undefined || !methods.includes('S256')) {
    throw new HolderError('ERR_ISSUER_UNSUPPORTED', 'The issuer does not take a sign-in with PKCE.');
  }
  const state = bytesToBase64Url(random.bytes(24));
  const codeVerifier = bytesToBase64Url(random.bytes(48));
  const dpopKey = await createDpopKey(issuer);
  const parameters: Record<string, string> = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: bytesToBase64Url(await sha256(codeVerifier)),
    code_challenge_method: 'S256',
    ...describeWanted(issuer, configurationIds),
    ...(options.issuerState === undefined ? {} : { issuer_state: options.issuerState }),
    ...(dpopKey === undefined ? {} : { dpop_jkt: await jwkThumbprint(dpopKey.publicJwk) }),
    ...describeResource(issuer),
  };
  const url = new URL(server.authorization_endpoint);
  const visible =
    server.pushed_authorization_request_endpoint === undefined
      ? parameters
      : {
          client_id: clientId,
          request_uri: await push({ http, url: server.pushed_authorization_request_endpoint, parameters }),
        };
  for (const [name, value] of Object.entries(visible)) url.searchParams.set(name, value);
  const pending: PendingAuthorization = {
    state,
    credentialIssuer: issuer.credentialIssuer,
    authorizationServer: server.issuer,
    configurationIds,
    clientId,
    redirectUri,
    codeVerifier,
    ...(dpopKey === undefined ? {} : { dpopKey }),
    startedAt: clock.now(),
  };
  return { authorizationUrl: url.href, pending };
}

/** Scopes where every configuration has one (HAIP), else authorization details (OpenID4VCI 1.0 §5.1). */
function describeWanted(issuer: IssuerProfile, configurationIds: readonly string[]): Record<string, string> {
  const scopes = configurationIds.map((id) => issuer.configurations[id]?.scope);
  if (scopes.every((scope) => scope !== undefined)) return { scope: [...new Set(scopes)].join(' ') };
  const locations = issuer.metadata.authorization_servers === undefined ? {} : { locations: [issuer.credentialIssuer] };
  const details = configurationIds.map((id) => ({
    type: 'openid_credential',
    credential_configuration_id: id,
    ...locations,
  }));
  return { authorization_details: JSON.stringify(details) };
}

async function push(options: {
  http: SenderPorts['http'];
  url: string;
  parameters: Record<string, string>;
}): Promise<string> {
  const { status, json } = await fetchJson({
    http: options.http,
    request: {
      url: options.url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(options.parameters).toString(),
    },
  });
  const parsed = zPushedAnswer.safeParse(json);
  if ((status !== 201 && status !== 200) || !parsed.success) {
    const error = zOauthError.safeParse(json).data?.error ?? `http_${status}`;
    throw new HolderError('ERR_AUTHORIZATION_DENIED', 'The issuer does not take the request.', { details: { error } });
  }
  return parsed.data.request_uri;
}
