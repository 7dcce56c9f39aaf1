import {
  type AuthorizationServerMetadata,
  CONFIGURATION_IDS,
  type IssuerMetadata,
  zAuthorizationServerMetadata,
  zIssuerMetadata,
} from '@postern/protocol';
import type { z } from 'zod';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';

/** The issuer as it describes itself, checked to be the one that was asked. */
export type IssuerProfile = {
  credentialIssuer: string;
  name: string;
  metadata: IssuerMetadata;
  authorizationServer: AuthorizationServerMetadata;
};

/**
 * Fetches and checks the metadata of an issuer (OpenID4VCI 1.0 §12.2, RFC 8414). Identifiers are compared byte for
 * byte, and every endpoint must lie on the issuer's own origin.
 *
 * @throws {HolderError} ERR_ISSUER_METADATA
 */
export async function fetchIssuerMetadata(options: {
  credentialIssuer: string;
  http: HttpClient;
}): Promise<IssuerProfile> {
  const { credentialIssuer, http } = options;
  const metadata = await fetchDocument({
    http,
    url: wellKnownUrl(credentialIssuer, 'openid-credential-issuer'),
    schema: zIssuerMetadata,
  });
  if (metadata.credential_issuer !== credentialIssuer) throw fail('The metadata is of another issuer.');
  const server = metadata.authorization_servers?.[0] ?? credentialIssuer;
  const authorizationServer = await fetchDocument({
    http,
    url: wellKnownUrl(server, 'oauth-authorization-server'),
    schema: zAuthorizationServerMetadata,
  });
  if (authorizationServer.issuer !== server) throw fail('The metadata is of another authorization server.');
  const endpoints = [
    metadata.credential_endpoint,
    metadata.nonce_endpoint,
    metadata.notification_endpoint,
    authorizationServer.token_endpoint,
  ];
  const origin = new URL(credentialIssuer).origin;
  for (const endpoint of endpoints) {
    if (endpoint !== undefined && assertUrlAllowed(endpoint).origin !== origin) {
      throw fail('An endpoint lies on another origin than the issuer.');
    }
  }
  for (const id of Object.values(CONFIGURATION_IDS)) {
    if (metadata.credential_configurations_supported[id] === undefined) throw fail('A configuration is not described.');
  }
  return {
    credentialIssuer,
    name: metadata.display?.[0]?.name ?? new URL(credentialIssuer).host,
    metadata,
    authorizationServer,
  };
}

/** Well-known address of an identifier with a path: inserted before the path (RFC 8414 §3.1). */
export function wellKnownUrl(identifier: string, name: string): string {
  const url = assertUrlAllowed(identifier);
  return `${url.origin}/.well-known/${name}${url.pathname === '/' ? '' : url.pathname}`;
}

async function fetchDocument<Schema extends z.ZodType>(options: {
  http: HttpClient;
  url: string;
  schema: Schema;
}): Promise<z.output<Schema>> {
  const { status, json } = await fetchJson({ http: options.http, request: { url: options.url } });
  const parsed = options.schema.safeParse(json);
  if (status !== 200 || !parsed.success) throw fail('The metadata is missing or malformed.');
  return parsed.data;
}

function fail(message: string): HolderError {
  return new HolderError('ERR_ISSUER_METADATA', message);
}
