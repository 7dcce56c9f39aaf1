import { z } from 'zod';

import { PRE_AUTHORIZED_CODE_GRANT } from './z-issuer-metadata.ts';

/** Token request of the pre-authorized code flow, form encoded (OpenID4VCI 1.0 §6.1). */
export const zTokenRequest = z.looseObject({
  grant_type: z.literal(PRE_AUTHORIZED_CODE_GRANT),
  'pre-authorized_code': z.string().min(1).max(512),
  tx_code: z.string().max(64).optional(),
});
export type TokenRequest = z.infer<typeof zTokenRequest>;

/** Token answer (RFC 6749 §5.1). */
export const zTokenResponse = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.int().positive(),
});
export type TokenResponse = z.infer<typeof zTokenResponse>;

/** OAuth error answer (RFC 6749 §5.2); also the shape of the credential endpoint's errors. */
export const zOauthError = z.looseObject({ error: z.string(), error_description: z.string().optional() });
export type OauthError = z.infer<typeof zOauthError>;

/** Nonce answer (OpenID4VCI 1.0 §7.2). */
export const zNonceResponse = z.looseObject({ c_nonce: z.string().min(16) });
