import { z } from 'zod';

export const PRE_AUTHORIZED_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';

/** Credential configurations of the first schema; one issuance fills all of them. */
export const CONFIGURATION_IDS = {
  sdJwt: 'kyc_person_sdjwt',
  jwt: 'kyc_person_jwt',
  seal: 'postern_seal',
} as const;

/** VCDM 2.0 beside them, under its media type: OpenID4VCI 1.0 has no format identifier for it. */
export const VCDM2_CONFIGURATION_ID = 'kyc_person_vcdm2';

/** Format identifier of the seal, ours alone: other wallets pass it over, ours asks for it with what it belongs to. */
export const SEAL_FORMAT = 'postern_seal';

/** What an offer names: everything but the seal, which no other wallet could take. */
export const OFFERED_CONFIGURATION_IDS: readonly string[] = [
  CONFIGURATION_IDS.sdJwt,
  CONFIGURATION_IDS.jwt,
  VCDM2_CONFIGURATION_ID,
];

/** Everything that one issuance can fill. */
export const ISSUED_CONFIGURATION_IDS: readonly string[] = [...OFFERED_CONFIGURATION_IDS, CONFIGURATION_IDS.seal];

const zDisplay = z.looseObject({ name: z.string(), locale: z.string().optional() });

/** One entry of `credential_configurations_supported` (OpenID4VCI 1.0 §12.2.4). */
export const zCredentialConfiguration = z.looseObject({
  format: z.string(),
  scope: z.string().optional(),
  vct: z.string().optional(),
  credential_definition: z.looseObject({ type: z.array(z.string()) }).optional(),
  cryptographic_binding_methods_supported: z.array(z.string()).optional(),
  credential_signing_alg_values_supported: z.array(z.union([z.string(), z.int()])).optional(),
  proof_types_supported: z
    .record(z.string(), z.looseObject({ proof_signing_alg_values_supported: z.array(z.string()) }))
    .optional(),
  credential_metadata: z
    .looseObject({
      display: z.array(zDisplay).optional(),
      claims: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.int(), z.null()])) })).optional(),
    })
    .optional(),
});
export type CredentialConfiguration = z.infer<typeof zCredentialConfiguration>;

/** Credential issuer metadata (OpenID4VCI 1.0 §12.2). */
export const zIssuerMetadata = z.looseObject({
  credential_issuer: z.url(),
  authorization_servers: z.array(z.url()).optional(),
  credential_endpoint: z.url(),
  nonce_endpoint: z.url().optional(),
  deferred_credential_endpoint: z.url().optional(),
  notification_endpoint: z.url().optional(),
  batch_credential_issuance: z.object({ batch_size: z.int().min(2) }).optional(),
  display: z.array(zDisplay).optional(),
  credential_configurations_supported: z.record(z.string(), zCredentialConfiguration),
});
export type IssuerMetadata = z.infer<typeof zIssuerMetadata>;

/** Authorization server metadata (RFC 8414 with the OpenID4VCI additions). */
export const zAuthorizationServerMetadata = z.looseObject({
  issuer: z.url(),
  token_endpoint: z.url(),
  authorization_endpoint: z.url().optional(),
  pushed_authorization_request_endpoint: z.url().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  response_types_supported: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  dpop_signing_alg_values_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  grant_types_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  'pre-authorized_grant_anonymous_access_supported': z.boolean().optional(),
});
export type AuthorizationServerMetadata = z.infer<typeof zAuthorizationServerMetadata>;
