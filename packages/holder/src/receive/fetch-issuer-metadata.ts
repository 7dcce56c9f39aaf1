import { CONFIGURATION_IDS } from '@postern/protocol';
import type { z } from 'zod';

import { HolderError } from '../error.ts';
import { assertUrlAllowed, isLoopbackUrl } from '../http/assert-url-allowed.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import {
  type AuthorizationServer,
  type OfferedConfiguration,
  type OfferingIssuer,
  zAuthorizationServer,
  zOfferedConfiguration,
  zOfferingIssuer,
} from './z-issuer-messages.ts';

/** The issuer as it describes itself, checked to be the one that was asked. */
export type IssuerProfile = {
  credentialIssuer: string;
  name: string;
  metadata: OfferingIssuer;
  /** Those that could be read; an issuer may offer kinds that this wallet does not know. */
  configurations: Readonly<Record<string, OfferedConfiguration>>;
  authorizationServer: AuthorizationServer;
};

/**
 * Fetches and checks the metadata of any issuer (OpenID4VCI 1.0 §12.2, RFC 8414). Identifiers are compared byte for
 * byte; unknown members are let through, and so is a configuration that cannot be read. Endpoints are https; an issuer
 * on the network never names one on this machine.
 *
 * @param options.authorizationServer the one that the offer names; must be one of the issuer's own
 * @throws {HolderError} ERR_ISSUER_METADATA
 */
export async function fetchIssuerMetadata(options: {
  credentialIssuer: string;
  http: HttpClient;
  authorizationServer?: string | undefined;
}): Promise<IssuerProfile> {
  const { credentialIssuer, http } = options;
  const metadata = await fetchDocument({
    http,
    urls: [wellKnownUrl(credentialIssuer, 'openid-credential-issuer')],
    schema: zOfferingIssuer,
  });
  if (metadata.credential_issuer !== credentialIssuer) throw fail('The metadata is of another issuer.');
  const servers = metadata.authorization_servers ?? [credentialIssuer];
  const server = options.authorizationServer ?? servers[0]!;
  if (!servers.includes(server)) throw fail('The offer names an authorization server that is not the issuer’s.');
  assertEndpoint(credentialIssuer, server);
  const authorizationServer = await fetchDocument({
    http,
    urls: [wellKnownUrl(server, 'oauth-authorization-server'), wellKnownUrl(server, 'openid-configuration')],
    schema: zAuthorizationServer,
  });
  if (authorizationServer.issuer !== server) throw fail('The metadata is of another authorization server.');
  const endpoints = [
    metadata.credential_endpoint,
    metadata.nonce_endpoint,
    metadata.deferred_credential_endpoint,
    metadata.notification_endpoint,
    authorizationServer.token_endpoint,
    authorizationServer.authorization_endpoint,
    authorizationServer.pushed_authorization_request_endpoint,
  ];
  for (const endpoint of endpoints) if (endpoint !== undefined) assertEndpoint(credentialIssuer, endpoint);
  const configurations = Object.entries(metadata.credential_configurations_supported).flatMap(([id, value]) => {
    const parsed = zOfferedConfiguration.safeParse(value);
    return parsed.success ? [[id, parsed.data] as const] : [];
  });
  return {
    credentialIssuer,
    name: metadata.display?.find(({ name }) => name !== undefined)?.name ?? new URL(credentialIssuer).host,
    metadata,
    configurations: Object.fromEntries(configurations),
    authorizationServer,
  };
}

/** Whether an issuer gives the seal that proofs are made from: our documented extension (DIVERGENCES.md). */
export function offersSeal(issuer: IssuerProfile): boolean {
  return issuer.configurations[CONFIGURATION_IDS.seal] !== undefined;
}

/** Well-known address of an identifier with a path: inserted before the path (RFC 8414 §3.1). */
export function wellKnownUrl(identifier: string, name: string): string {
  const url = assertUrlAllowed(identifier);
  if (url.search !== '' || url.hash !== '') throw fail('An identifier has no query and no fragment.');
  return `${url.origin}/.well-known/${name}${url.pathname === '/' ? '' : url.pathname}`;
}

/** An issuer on the network must not make a wallet call services of the machine that the wallet runs on. */
function assertEndpoint(credentialIssuer: string, endpoint: string): void {
  assertUrlAllowed(endpoint);
  if (isLoopbackUrl(endpoint) && !isLoopbackUrl(credentialIssuer)) {
    throw fail('An endpoint lies on the own machine.');
  }
}

async function fetchDocument<Schema extends z.ZodType>(options: {
  http: HttpClient;
  urls: readonly string[];
  schema: Schema;
}): Promise<z.output<Schema>> {
  for (const url of options.urls) {
    const { status, json } = await fetchJson({ http: options.http, request: { url } });
    if (status === 404) continue;
    const parsed = options.schema.safeParse(json);
    if (status !== 200 || !parsed.success) throw fail('The metadata is malformed.');
    return parsed.data;
  }
  throw fail('The metadata is missing.');
}

function fail(message: string): HolderError {
  return new HolderError('ERR_ISSUER_METADATA', message);
}
