import { z } from 'zod';

import { zHolderKey } from './holder-key.ts';

/**
 * What an authorization server gave: access to the credential endpoint. With `dpopKey` every use is proven by that key
 * (RFC 9449); without, the token is a bearer token.
 */
export const zTokenSet = z.strictObject({
  accessToken: z.string(),
  /** Unix seconds; undefined when the server does not say. */
  expiresAt: z.int().optional(),
  refreshToken: z.string().optional(),
  dpopKey: zHolderKey.optional(),
  /** `client_id` of the wallet at this server; undefined after anonymous access. */
  clientId: z.string().optional(),
  /** Credential identifiers by configuration, where the server named them (OpenID4VCI 1.0 §6.2). */
  credentialIdentifiers: z.record(z.string(), z.array(z.string())).optional(),
});
export type TokenSet = z.infer<typeof zTokenSet>;

/** One credential request of an issuance: a configuration, or one dataset of it. */
export const zRequestedItem = z.strictObject({
  configurationId: z.string(),
  credentialIdentifier: z.string().optional(),
});
export type RequestedItem = z.infer<typeof zRequestedItem>;

/** Credentials as an issuer sent them; nothing of them is believed yet. */
export const zReceivedItem = zRequestedItem.extend({
  credentials: z.array(z.string()).min(1),
  keys: z.array(zHolderKey).min(1),
  notificationId: z.string().optional(),
});
export type ReceivedItem = z.infer<typeof zReceivedItem>;

/** A request that the issuer will answer later (OpenID4VCI 1.0 §9). */
export const zWaitingItem = zRequestedItem.extend({
  transactionId: z.string(),
  keys: z.array(zHolderKey).min(1),
  /** Unix seconds of the next look. */
  retryAt: z.int(),
});
export type WaitingItem = z.infer<typeof zWaitingItem>;

/** Everything that survives a reload between the token and the kept credential; plain JSON, kept encrypted. */
export const zIssuanceSession = z.strictObject({
  credentialIssuer: z.string(),
  issuerName: z.string(),
  authorizationServer: z.string(),
  configurationIds: z.array(z.string()).min(1),
  tokens: zTokenSet,
  received: z.array(zReceivedItem),
  waiting: z.array(zWaitingItem),
  startedAt: z.int(),
});
export type IssuanceSession = z.infer<typeof zIssuanceSession>;
