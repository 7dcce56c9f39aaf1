import { z } from 'zod';

import { zFieldElementText } from '../common/z-primitives.ts';

/** Claim of the key proof that hands the holder commitment over (our extension, see DIVERGENCES.md). */
export const HOLDER_COMMITMENT_CLAIM = 'postern_holder_commitment';

/**
 * Credential request (OpenID4VCI 1.0 §8.2): by configuration or by identifier, with `proofs`. Wallets of draft 15 send
 * one `proof`; what else a wallet adds to `proofs` (some add `proof_type`) is let be.
 */
export const zCredentialRequest = z.looseObject({
  credential_configuration_id: z.string().max(200).optional(),
  credential_identifier: z.string().max(200).optional(),
  proofs: z.looseObject({ jwt: z.array(z.string()).min(1).max(100) }).optional(),
  proof: z.looseObject({ proof_type: z.literal('jwt'), jwt: z.string() }).optional(),
  credential_response_encryption: z.unknown().optional(),
});
export type CredentialRequest = z.infer<typeof zCredentialRequest>;

/** Deferred credential request (OpenID4VCI 1.0 §9.1). */
export const zDeferredCredentialRequest = z.looseObject({ transaction_id: z.string().min(1).max(512) });

/** Payload of a key proof (OpenID4VCI 1.0 appendix F.1) with our optional claim. */
export const zKeyProofPayload = z.looseObject({
  aud: z.string(),
  iat: z.number(),
  nonce: z.string(),
  iss: z.string().optional(),
  [HOLDER_COMMITMENT_CLAIM]: zFieldElementText.optional(),
});
export type KeyProofPayload = z.infer<typeof zKeyProofPayload>;

/** Credential answer (OpenID4VCI 1.0 §8.3). */
export const zCredentialResponse = z.looseObject({
  credentials: z.array(z.looseObject({ credential: z.string() })).min(1),
  notification_id: z.string().optional(),
});
export type CredentialResponse = z.infer<typeof zCredentialResponse>;

/** Answer where the credential is not ready yet (OpenID4VCI 1.0 §8.3, §9.2), with status 202. */
export const zDeferredCredentialResponse = z.looseObject({
  transaction_id: z.string().min(1),
  interval: z.int().positive(),
});
export type DeferredCredentialResponse = z.infer<typeof zDeferredCredentialResponse>;

/** Notification request (OpenID4VCI 1.0 §11.1). */
export const zNotificationRequest = z.looseObject({
  notification_id: z.string(),
  event: z.enum(['credential_accepted', 'credential_failure', 'credential_deleted']),
  event_description: z.string().max(500).optional(),
});
