import { z } from 'zod';

import { zAuthorizationDetails } from './z-authorization.ts';
import { PRE_AUTHORIZED_CODE_GRANT } from './z-issuer-metadata.ts';

const zClientId = z.string().min(1).max(2048).optional();

/** Token request of the pre-authorized code flow, form encoded (OpenID4VCI 1.0 §6.1). */
export const zTokenRequest = z.looseObject({
  grant_type: z.literal(PRE_AUTHORIZED_CODE_GRANT),
  'pre-authorized_code': z.string().min(1).max(512),
  tx_code: z.string().max(64).optional(),
  client_id: zClientId,
  authorization_details: z.string().min(1).max(8192).optional(),
});
export type TokenRequest = z.infer<typeof zTokenRequest>;

/** Token request of the authorization code flow (RFC 6749 §4.1.3 with RFC 7636 §4.5). */
export const zCodeTokenRequest = z.looseObject({
  grant_type: z.literal('authorization_code'),
  code: z.string().min(1).max(512),
  redirect_uri: z.string().min(1).max(2048),
  code_verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
  client_id: z.string().min(1).max(2048),
});

/** Token request with a refresh token (RFC 6749 §6). */
export const zRefreshTokenRequest = z.looseObject({
  grant_type: z.literal('refresh_token'),
  refresh_token: z.string().min(1).max(512),
  client_id: zClientId,
});

/** Token answer (RFC 6749 §5.1, OpenID4VCI 1.0 §6.2). */
export const zTokenResponse = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.int().positive(),
  refresh_token: z.string().min(1).optional(),
  authorization_details: zAuthorizationDetails.optional(),
});
export type TokenResponse = z.infer<typeof zTokenResponse>;

/** OAuth error answer (RFC 6749 §5.2); also the shape of the credential endpoint's errors. */
export const zOauthError = z.looseObject({ error: z.string(), error_description: z.string().optional() });
export type OauthError = z.infer<typeof zOauthError>;

/** Nonce answer (OpenID4VCI 1.0 §7.2). */
export const zNonceResponse = z.looseObject({ c_nonce: z.string().min(16) });
