import { CONFIGURATION_IDS, OFFERED_CONFIGURATION_IDS, SEAL_FORMAT } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { assertUrlAllowed, isLoopbackUrl } from '../http/assert-url-allowed.ts';
import type { HttpClient } from '../ports.ts';
import { fetchMetadataDocument, type MetadataPlace } from './fetch-metadata-document.ts';
import { pickDisplay } from './pick-display.ts';
import {
  type AuthorizationServer,
  type OfferedConfiguration,
  type OfferingIssuer,
  zAuthorizationServer,
  zOfferedConfiguration,
  zOfferingIssuer,
} from './z-issuer-messages.ts';

/** Inserted by the standard; appended by its drafts, and by servers that cannot answer outside of their own path. */
const ISSUER_PLACES: readonly MetadataPlace[] = [
  { name: 'openid-credential-issuer', form: 'inserted' },
  { name: 'openid-credential-issuer', form: 'appended' },
];
const SERVER_PLACES: readonly MetadataPlace[] = [
  { name: 'oauth-authorization-server', form: 'inserted' },
  { name: 'openid-configuration', form: 'appended' },
  { name: 'oauth-authorization-server', form: 'appended' },
  { name: 'openid-configuration', form: 'inserted' },
];

/** The issuer as it describes itself, checked to be the one that was asked. */
export type IssuerProfile = {
  credentialIssuer: string;
  /** What it calls itself in the wallet's language; its host where it says nothing. */
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
 * @param options.locale language of the wallet, BCP 47; English unless told
 * @throws {HolderError} ERR_ISSUER_METADATA
 */
export async function fetchIssuerMetadata(options: {
  credentialIssuer: string;
  http: HttpClient;
  authorizationServer?: string | undefined;
  locale?: string;
}): Promise<IssuerProfile> {
  const { credentialIssuer, http } = options;
  const metadata = await fetchMetadataDocument({
    http,
    identifier: credentialIssuer,
    places: ISSUER_PLACES,
    schema: zOfferingIssuer,
    identifierOf: (document) => document.credential_issuer,
  });
  const servers = metadata.authorization_servers ?? [credentialIssuer];
  const server = options.authorizationServer ?? servers[0]!;
  if (!servers.includes(server)) throw fail('The offer names an authorization server that is not the issuer’s.');
  assertEndpoint(credentialIssuer, server);
  const authorizationServer = await fetchMetadataDocument({
    http,
    identifier: server,
    places: SERVER_PLACES,
    schema: zAuthorizationServer,
    identifierOf: (document) => document.issuer,
  });
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
  const display = pickDisplay(metadata.display, options.locale ?? 'en');
  return {
    credentialIssuer,
    name: display?.name ?? new URL(credentialIssuer).host,
    metadata,
    configurations: Object.fromEntries(configurations),
    authorizationServer,
  };
}

/** Whether an issuer gives the seal that proofs are made from: our documented extension (DIVERGENCES.md). */
export function offersSeal(issuer: IssuerProfile): boolean {
  return issuer.configurations[CONFIGURATION_IDS.seal]?.format === SEAL_FORMAT;
}

/**
 * What this wallet asks for: what is offered, and the seal with it. Offers do not name the seal, because other wallets
 * could not take it.
 */
export function withSeal(issuer: IssuerProfile, configurationIds: readonly string[]): string[] {
  const isSealed = offersSeal(issuer) && configurationIds.some((id) => OFFERED_CONFIGURATION_IDS.includes(id));
  return [...new Set([...configurationIds, ...(isSealed ? [CONFIGURATION_IDS.seal] : [])])];
}

/** An issuer on the network must not make a wallet call services of the machine that the wallet runs on. */
function assertEndpoint(credentialIssuer: string, endpoint: string): void {
  assertUrlAllowed(endpoint);
  if (isLoopbackUrl(endpoint) && !isLoopbackUrl(credentialIssuer)) {
    throw fail('An endpoint lies on the own machine.');
  }
}

function fail(message: string): HolderError {
  return new HolderError('ERR_ISSUER_METADATA', message);
}
