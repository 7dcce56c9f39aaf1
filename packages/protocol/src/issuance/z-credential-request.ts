import { z } from 'zod';

import { zFieldElementText } from '../common/z-primitives.ts';

/** Claim of the key proof that hands the holder commitment over (our extension, see DIVERGENCES.md). */
export const HOLDER_COMMITMENT_CLAIM = 'postern_holder_commitment';

/** Credential request (OpenID4VCI 1.0 §8.2). */
export const zCredentialRequest = z.looseObject({
  credential_configuration_id: z.string(),
  proofs: z.looseObject({ jwt: z.array(z.string()).min(1).max(10) }),
});
export type CredentialRequest = z.infer<typeof zCredentialRequest>;

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

/** Notification request (OpenID4VCI 1.0 §11.1). */
export const zNotificationRequest = z.looseObject({
  notification_id: z.string(),
  event: z.enum(['credential_accepted', 'credential_failure', 'credential_deleted']),
  event_description: z.string().max(500).optional(),
});
