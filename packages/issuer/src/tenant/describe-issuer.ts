import { KYC_PERSON_CREDENTIAL_TYPE, KYC_SEAL_CREDENTIAL_TYPE } from '@postern/credential';
import {
  type CredentialConfiguration,
  CONFIGURATION_IDS,
  type IssuerMetadata,
  SEAL_FORMAT,
  VCDM2_CONFIGURATION_ID,
} from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { CREDENTIAL_TEXTS, describeClaims, describeNames } from './display-texts.ts';
import { issuerIdentifier } from './issuer-identifier.ts';

type DescribeOptions = { settings: Pick<IssuerSettings, 'publicUrl'>; tenant: Tenant };

/** Copies that one credential request may ask for. */
export const BATCH_SIZE = 10;

/** `vct` of the SD-JWT VC; its type metadata is served under it. */
export function personVct(options: { settings: Pick<IssuerSettings, 'publicUrl'>; tenant: string }): string {
  return `${issuerIdentifier(options)}/vct/kyc-person/1`;
}

/** Credential issuer metadata (OpenID4VCI 1.0 §12.2). */
export function describeIssuer(options: DescribeOptions): IssuerMetadata {
  const issuer = issuerIdentifier({ ...options, tenant: options.tenant.slug });
  return {
    credential_issuer: issuer,
    authorization_servers: [issuer],
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    deferred_credential_endpoint: `${issuer}/deferred`,
    notification_endpoint: `${issuer}/notification`,
    batch_credential_issuance: { batch_size: BATCH_SIZE },
    display: ['en', 'de', 'fr'].map((locale) => ({
      name: options.tenant.name,
      locale,
      logo: { uri: `${options.settings.publicUrl}/brand/mark.svg`, alt_text: 'Postern' },
    })),
    credential_configurations_supported: describeConfigurations(options),
  };
}

function describeConfigurations(options: DescribeOptions): Record<string, CredentialConfiguration> {
  const holderBinding = {
    cryptographic_binding_methods_supported: ['jwk', 'did:jwk', 'did:key'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256', 'EdDSA', 'ES256K'] } },
  };
  const look = { background_color: '#0e6b5c', text_color: '#fffefb' };
  const display = (texts: Parameters<typeof describeNames>[0]) =>
    describeNames(texts).map((entry) => ({ ...entry, ...look }));
  return {
    [CONFIGURATION_IDS.sdJwt]: {
      format: 'dc+sd-jwt',
      scope: CONFIGURATION_IDS.sdJwt,
      vct: personVct({ ...options, tenant: options.tenant.slug }),
      ...holderBinding,
      credential_metadata: { display: display(CREDENTIAL_TEXTS.identity), claims: describeClaims([]) },
    },
    [CONFIGURATION_IDS.jwt]: {
      format: 'jwt_vc_json',
      scope: CONFIGURATION_IDS.jwt,
      credential_definition: { type: ['VerifiableCredential', KYC_PERSON_CREDENTIAL_TYPE] },
      ...holderBinding,
      credential_metadata: {
        display: display(CREDENTIAL_TEXTS.identityW3c),
        claims: describeClaims(['credentialSubject']),
      },
    },
    [VCDM2_CONFIGURATION_ID]: {
      format: 'vc+jwt',
      scope: VCDM2_CONFIGURATION_ID,
      credential_definition: { type: ['VerifiableCredential', KYC_PERSON_CREDENTIAL_TYPE] },
      ...holderBinding,
      credential_metadata: {
        display: display(CREDENTIAL_TEXTS.identityW3c2),
        claims: describeClaims(['credentialSubject']),
      },
    },
    [CONFIGURATION_IDS.seal]: {
      format: SEAL_FORMAT,
      scope: CONFIGURATION_IDS.seal,
      credential_definition: { type: ['VerifiableCredential', KYC_SEAL_CREDENTIAL_TYPE] },
      ...holderBinding,
      credential_metadata: { display: display(CREDENTIAL_TEXTS.seal), claims: [] },
    },
  };
}
