import { KYC_PERSON_CREDENTIAL_TYPE, KYC_SEAL_CREDENTIAL_TYPE, PERSON_CLAIM_NAMES } from '@postern/credential';
import {
  type AuthorizationServerMetadata,
  CONFIGURATION_IDS,
  type IssuerMetadata,
  PRE_AUTHORIZED_CODE_GRANT,
} from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { Tenant } from '../rows.ts';
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
  const holderBinding = {
    cryptographic_binding_methods_supported: ['jwk', 'did:jwk'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  };
  const display = (name: string) => [{ name, locale: 'en' }];
  return {
    credential_issuer: issuer,
    authorization_servers: [issuer],
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    notification_endpoint: `${issuer}/notification`,
    batch_credential_issuance: { batch_size: BATCH_SIZE },
    display: display(options.tenant.name),
    credential_configurations_supported: {
      [CONFIGURATION_IDS.sdJwt]: {
        format: 'dc+sd-jwt',
        scope: CONFIGURATION_IDS.sdJwt,
        vct: personVct({ ...options, tenant: options.tenant.slug }),
        ...holderBinding,
        credential_metadata: {
          display: display('Identity check'),
          claims: PERSON_CLAIM_NAMES.map((name) => ({ path: [name], display: display(claimLabel(name)) })),
        },
      },
      [CONFIGURATION_IDS.jwt]: {
        format: 'jwt_vc_json',
        scope: CONFIGURATION_IDS.jwt,
        credential_definition: { type: ['VerifiableCredential', KYC_PERSON_CREDENTIAL_TYPE] },
        ...holderBinding,
        credential_metadata: {
          display: display('Identity check (W3C)'),
          claims: PERSON_CLAIM_NAMES.map((name) => ({ path: ['credentialSubject', name] })),
        },
      },
      [CONFIGURATION_IDS.seal]: {
        format: 'jwt_vc_json',
        scope: CONFIGURATION_IDS.seal,
        credential_definition: { type: ['VerifiableCredential', KYC_SEAL_CREDENTIAL_TYPE] },
        ...holderBinding,
        credential_metadata: { display: display('Seal for private proofs'), claims: [] },
      },
    },
  };
}

/** Authorization server metadata (RFC 8414). */
export function describeAuthorizationServer(options: DescribeOptions): AuthorizationServerMetadata {
  const issuer = issuerIdentifier({ ...options, tenant: options.tenant.slug });
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    response_types_supported: [],
    grant_types_supported: [PRE_AUTHORIZED_CODE_GRANT],
    token_endpoint_auth_methods_supported: ['none'],
    'pre-authorized_grant_anonymous_access_supported': true,
  };
}

/** JWT VC issuer metadata (draft-ietf-oauth-sd-jwt-vc §5). */
export function describeJwtVcIssuer(options: DescribeOptions): { issuer: string; jwks: { keys: object[] } } {
  return {
    issuer: issuerIdentifier({ ...options, tenant: options.tenant.slug }),
    jwks: { keys: [{ ...options.tenant.publicJwk, kid: `${options.tenant.did}#key-1`, alg: 'ES256', use: 'sig' }] },
  };
}

/** DID document of the tenant: one P-256 key for assertions. */
export function describeDid(options: { tenant: Tenant }): object {
  const { did, publicJwk } = options.tenant;
  const id = `${did}#key-1`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicJwk }],
    assertionMethod: [id],
    authentication: [id],
  };
}

/** SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc §6). */
export function describeVct(options: DescribeOptions): object {
  return {
    vct: personVct({ ...options, tenant: options.tenant.slug }),
    name: 'Identity check',
    description: 'What a bank established about a person (schema kyc-person/1).',
    display: [{ locale: 'en', name: 'Identity check' }],
    claims: PERSON_CLAIM_NAMES.map((name) => ({
      path: [name],
      sd: 'always',
      display: [{ locale: 'en', label: claimLabel(name) }],
    })),
  };
}

function claimLabel(name: string): string {
  const words = name.replaceAll('_', ' ').replace('birthdate', 'birth date');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
