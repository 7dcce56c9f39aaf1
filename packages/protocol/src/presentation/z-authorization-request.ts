import { z } from 'zod';

import { nullAsAbsent } from '../common/null-as-absent.ts';
import { zReceivedDcqlQuery } from './z-dcql-query.ts';

export const RESPONSE_MODES = ['direct_post', 'direct_post.jwt', 'dc_api', 'dc_api.jwt'] as const;
export const zResponseMode = z.enum(RESPONSE_MODES);
export type ResponseMode = z.infer<typeof zResponseMode>;

/** Client identifier prefixes that verifiers here use (OpenID4VP 1.0 §5.9.3). */
export const CLIENT_ID_PREFIXES = ['redirect_uri', 'decentralized_identifier', 'x509_san_dns', 'x509_hash'] as const;
export const zClientIdPrefix = z.enum(CLIENT_ID_PREFIXES);
export type ClientIdPrefix = z.infer<typeof zClientIdPrefix>;

/** `typ` of a request object (RFC 9101 §10.8). */
export const REQUEST_OBJECT_TYP = 'oauth-authz-req+jwt';
/** `aud` of a request object whose wallet is not known beforehand (OpenID4VP 1.0 §5.8). */
export const SELF_ISSUED_AUDIENCE = 'https://self-issued.me/v2';

/** Key that answers are encrypted to: P-256, ECDH-ES, with a `kid`. */
export const zEncryptionJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1),
  alg: z.literal('ECDH-ES'),
  use: z.literal('enc').optional(),
});
export type EncryptionJwk = z.infer<typeof zEncryptionJwk>;

/** `client_metadata` (§11.1). Keys of other kinds are left to who knows them. */
export const zClientMetadata = z.looseObject({
  /** Shown nowhere as proven: only the client identifier is. */
  client_name: nullAsAbsent(z.string().max(100)),
  /** Home page of who asks (RFC 7591 §2): a way back for the person, and no claim. */
  client_uri: nullAsAbsent(z.string().max(2000)),
  jwks: nullAsAbsent(z.looseObject({ keys: z.array(z.looseObject({ kid: nullAsAbsent(z.string()) })) })),
  encrypted_response_enc_values_supported: nullAsAbsent(z.array(z.string()).min(1)),
  vp_formats_supported: nullAsAbsent(z.record(z.string(), z.looseObject({}))),
});
export type ClientMetadata = z.infer<typeof zClientMetadata>;

/**
 * An OpenID4VP 1.0 request: claims of a signed request object, parameters of an unsigned one, or `data` of a Digital
 * Credentials API request. Which members must be there depends on the response mode and on who signed; the reader
 * decides that.
 */
export const zAuthorizationRequest = z.looseObject({
  response_type: z.literal('vp_token'),
  response_mode: zResponseMode,
  /** With its prefix; absent in unsigned requests over the Digital Credentials API. */
  client_id: z.string().min(1).max(2048).optional(),
  response_uri: z.url().max(2048).optional(),
  nonce: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(512),
  state: nullAsAbsent(z.string().min(1).max(512)),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  iss: z.string().optional(),
  iat: nullAsAbsent(z.number()),
  exp: nullAsAbsent(z.number()),
  dcql_query: zReceivedDcqlQuery,
  client_metadata: nullAsAbsent(zClientMetadata),
  /** Each base64url of {@link zTransactionData}; hashed as received. */
  transaction_data: nullAsAbsent(
    z
      .array(z.string().regex(/^[A-Za-z0-9_-]+$/))
      .min(1)
      .max(16),
  ),
  /** What the wallet sent when it fetched the request by POST. */
  wallet_nonce: nullAsAbsent(z.string().max(512)),
  /** Origins that may use a signed request over the Digital Credentials API. */
  expected_origins: nullAsAbsent(z.array(z.string()).min(1)),
});
export type AuthorizationRequest = z.infer<typeof zAuthorizationRequest>;

/** Form that a wallet posts to the `request_uri` (§5.10). */
export const zRequestUriPost = z.looseObject({
  wallet_nonce: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/)
    .optional(),
  /** JSON; read, not needed. */
  wallet_metadata: z.string().max(32_768).optional(),
});
export type RequestUriPost = z.infer<typeof zRequestUriPost>;
