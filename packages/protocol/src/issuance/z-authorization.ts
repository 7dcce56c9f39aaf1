import { z } from 'zod';

/** Longest value of a parameter that a client chooses. */
const zText = z.string().min(1).max(2048);

/** Authorization detail of type `openid_credential` (OpenID4VCI 1.0 §5.1.1). */
export const zCredentialAuthorizationDetail = z.looseObject({
  type: z.literal('openid_credential'),
  credential_configuration_id: z.string().min(1).max(200),
  locations: z.array(z.string()).optional(),
  credential_identifiers: z.array(z.string()).min(1).optional(),
});
export type CredentialAuthorizationDetail = z.infer<typeof zCredentialAuthorizationDetail>;

/** `authorization_details` as a value; in a form it is JSON text. */
export const zAuthorizationDetails = z.array(zCredentialAuthorizationDetail).min(1).max(20);

/**
 * Authorization request of a wallet (RFC 6749 §4.1.1 with RFC 7636, RFC 9449 §10 and OpenID4VCI 1.0 §5.1): the members
 * that mean something here. Values are checked one by one, so that each refusal has its own error code.
 */
export const zIssuanceAuthorizationRequest = z.looseObject({
  response_type: zText.optional(),
  client_id: zText,
  redirect_uri: zText,
  code_challenge: zText.optional(),
  code_challenge_method: zText.optional(),
  state: zText.optional(),
  scope: zText.optional(),
  authorization_details: z.string().min(1).max(8192).optional(),
  issuer_state: zText.optional(),
  dpop_jkt: zText.optional(),
  resource: z.unknown().optional(),
});
export type IssuanceAuthorizationRequest = z.infer<typeof zIssuanceAuthorizationRequest>;

/** Answer to a pushed authorization request (RFC 9126 §2.2). */
export const zPushedAuthorizationResponse = z.looseObject({
  request_uri: z.string().min(1),
  expires_in: z.int().positive(),
});
export type PushedAuthorizationResponse = z.infer<typeof zPushedAuthorizationResponse>;
