import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';
import { z } from 'zod';

/**
 * What a wallet reads in the messages of issuers that it does not know: only the members it uses, unknown ones let
 * through, optional ones read leniently. Identity, addresses and secrets stay strict.
 */

const zDisplay = z.looseObject({ name: z.string().max(200).optional(), locale: z.string().max(50).optional() });
const zDisplays = z.array(zDisplay).catch([]);
const zPath = z.array(z.union([z.string(), z.int().nonnegative(), z.null()])).min(1);
const zClaimDescription = z.looseObject({ path: zPath, display: zDisplays.optional() });

/** One entry of `credential_configurations_supported` (OpenID4VCI 1.0 §12.2.4). */
export const zOfferedConfiguration = z.looseObject({
  format: z.string(),
  scope: z.string().optional().catch(undefined),
  vct: z.string().optional(),
  credential_definition: z.looseObject({ type: z.array(z.string()).min(1) }).optional(),
  cryptographic_binding_methods_supported: z.array(z.string()).optional(),
  proof_types_supported: z
    .record(z.string(), z.looseObject({ proof_signing_alg_values_supported: z.array(z.string()).catch([]) }))
    .optional(),
  credential_metadata: z
    .looseObject({ display: zDisplays.optional(), claims: z.array(zClaimDescription).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type OfferedConfiguration = z.infer<typeof zOfferedConfiguration>;

/** Credential issuer metadata (OpenID4VCI 1.0 §12.2.4); configurations are read one by one afterwards. */
export const zOfferingIssuer = z.looseObject({
  credential_issuer: z.string(),
  authorization_servers: z.array(z.string()).min(1).optional(),
  credential_endpoint: z.string(),
  nonce_endpoint: z.string().optional(),
  deferred_credential_endpoint: z.string().optional(),
  notification_endpoint: z.string().optional(),
  batch_credential_issuance: z
    .looseObject({ batch_size: z.int().min(1).max(1000) })
    .optional()
    .catch(undefined),
  display: zDisplays.optional(),
  credential_configurations_supported: z.record(z.string(), z.unknown()),
});
export type OfferingIssuer = z.infer<typeof zOfferingIssuer>;

/** Authorization server metadata (RFC 8414). */
export const zAuthorizationServer = z.looseObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  authorization_endpoint: z.string().optional(),
  pushed_authorization_request_endpoint: z.string().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  grant_types_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  dpop_signing_alg_values_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  'pre-authorized_grant_anonymous_access_supported': z.boolean().optional(),
});
export type AuthorizationServer = z.infer<typeof zAuthorizationServer>;

/** `tx_code` of an offer; an empty object still means that a code is required (OpenID4VCI 1.0 §4.1.1). */
const zTransactionCode = z.looseObject({
  input_mode: z.enum(['numeric', 'text']).optional().catch(undefined),
  length: z.int().positive().max(200).optional().catch(undefined),
  description: z.string().max(300).optional().catch(undefined),
});

/** Credential offer (OpenID4VCI 1.0 §4.1.1). */
export const zOffer = z.looseObject({
  credential_issuer: z.string(),
  credential_configuration_ids: z.array(z.string()).min(1).max(50),
  grants: z
    .looseObject({
      [PRE_AUTHORIZED_CODE_GRANT]: z
        .looseObject({
          'pre-authorized_code': z.string().min(1),
          tx_code: zTransactionCode.optional(),
          authorization_server: z.string().optional(),
        })
        .optional(),
      authorization_code: z
        .looseObject({ issuer_state: z.string().optional(), authorization_server: z.string().optional() })
        .optional(),
    })
    .optional(),
});
export type Offer = z.infer<typeof zOffer>;

/** Token answer (RFC 6749 §5.1, OpenID4VCI 1.0 §6.2). */
export const zTokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.number().positive().optional().catch(undefined),
  refresh_token: z.string().min(1).optional(),
  authorization_details: z
    .array(
      z.looseObject({
        type: z.string(),
        credential_configuration_id: z.string().optional(),
        credential_identifiers: z.array(z.string()).min(1).optional(),
      }),
    )
    .optional(),
});
export type TokenAnswer = z.infer<typeof zTokenAnswer>;

/** Credential answer, at once (200) or later (202) (OpenID4VCI 1.0 §8.3, §9.2). */
export const zCredentialAnswer = z.looseObject({
  credentials: z.array(z.looseObject({ credential: z.string().min(1) })).min(1),
  notification_id: z.string().optional(),
});
export const zDeferredAnswer = z.looseObject({
  transaction_id: z.string().min(1),
  interval: z.number().positive().optional().catch(undefined),
});

/** Answer of a pushed authorization request (RFC 9126 §2.2). */
export const zPushedAnswer = z.looseObject({ request_uri: z.string().min(1) });

/** Nonce answer (OpenID4VCI 1.0 §7.2). */
export const zNonceAnswer = z.looseObject({ c_nonce: z.string().min(1).max(2048) });
