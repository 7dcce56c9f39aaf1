import { nullAsAbsent, PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';
import { z } from 'zod';

/**
 * What a wallet reads in the messages of issuers that it does not know: only the members it uses, unknown ones let
 * through, optional ones read leniently: `null` is the same as absent, and a display entry that cannot be read drops itself. Identity, addresses and secrets stay strict.
 */

const zDisplay = z.looseObject({
  name: nullAsAbsent(z.string().min(1).max(200)),
  locale: nullAsAbsent(z.string().max(50)),
});
export type Display = z.infer<typeof zDisplay>;
const zDisplays = z
  .array(z.unknown())
  .transform((entries) =>
    entries.flatMap((entry) => {
      const parsed = zDisplay.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  )
  .catch([]);
const zPath = z.array(z.union([z.string(), z.int().nonnegative(), z.null()])).min(1);
const zClaimDescription = z.looseObject({ path: zPath, display: nullAsAbsent(zDisplays) });

/** One entry of `credential_configurations_supported` (OpenID4VCI 1.0 §12.2.4). */
export const zOfferedConfiguration = z.looseObject({
  format: z.string(),
  scope: z.string().optional().catch(undefined),
  vct: nullAsAbsent(z.string()),
  credential_definition: nullAsAbsent(z.looseObject({ type: z.array(z.string()).min(1) })),
  cryptographic_binding_methods_supported: nullAsAbsent(z.array(z.string())),
  proof_types_supported: nullAsAbsent(
    z.record(z.string(), z.looseObject({ proof_signing_alg_values_supported: z.array(z.string()).catch([]) })),
  ),
  credential_metadata: z
    .looseObject({ display: nullAsAbsent(zDisplays), claims: z.array(zClaimDescription).optional().catch(undefined) })
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
  display: nullAsAbsent(zDisplays),
  credential_configurations_supported: z.record(z.string(), z.unknown()),
});
export type OfferingIssuer = z.infer<typeof zOfferingIssuer>;

/** Authorization server metadata (RFC 8414). */
export const zAuthorizationServer = z.looseObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  authorization_endpoint: z.string().optional(),
  pushed_authorization_request_endpoint: z.string().optional(),
  require_pushed_authorization_requests: nullAsAbsent(z.boolean()),
  grant_types_supported: nullAsAbsent(z.array(z.string())),
  code_challenge_methods_supported: nullAsAbsent(z.array(z.string())),
  dpop_signing_alg_values_supported: nullAsAbsent(z.array(z.string())),
  authorization_response_iss_parameter_supported: nullAsAbsent(z.boolean()),
  'pre-authorized_grant_anonymous_access_supported': nullAsAbsent(z.boolean()),
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
  grants: nullAsAbsent(
    z.looseObject({
      [PRE_AUTHORIZED_CODE_GRANT]: nullAsAbsent(
        z.looseObject({
          'pre-authorized_code': z.string().min(1),
          tx_code: nullAsAbsent(zTransactionCode),
          authorization_server: z.string().optional(),
        }),
      ),
      authorization_code: nullAsAbsent(
        z.looseObject({ issuer_state: nullAsAbsent(z.string()), authorization_server: z.string().optional() }),
      ),
    }),
  ),
});
export type Offer = z.infer<typeof zOffer>;

/** Token answer (RFC 6749 §5.1, OpenID4VCI 1.0 §6.2). */
export const zTokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.number().positive().optional().catch(undefined),
  refresh_token: nullAsAbsent(z.string().min(1)),
  authorization_details: nullAsAbsent(
    z.array(
      z.looseObject({
        type: z.string(),
        credential_configuration_id: nullAsAbsent(z.string()),
        credential_identifiers: nullAsAbsent(z.array(z.string()).min(1)),
      }),
    ),
  ),
});
export type TokenAnswer = z.infer<typeof zTokenAnswer>;

/** Credential answer, at once (200) or later (202) (OpenID4VCI 1.0 §8.3, §9.2). */
export const zCredentialAnswer = z.looseObject({
  credentials: z.array(z.looseObject({ credential: z.string().min(1) })).min(1),
  notification_id: nullAsAbsent(z.string()),
});
export const zDeferredAnswer = z.looseObject({
  transaction_id: z.string().min(1),
  interval: z.number().positive().optional().catch(undefined),
});

/** Answer of a pushed authorization request (RFC 9126 §2.2). */
export const zPushedAnswer = z.looseObject({ request_uri: z.string().min(1) });

/** Nonce answer (OpenID4VCI 1.0 §7.2). */
export const zNonceAnswer = z.looseObject({ c_nonce: z.string().min(1).max(2048) });
