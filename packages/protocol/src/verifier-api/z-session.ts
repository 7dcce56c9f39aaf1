import { z } from 'zod';

import { zAddress, zBytes32, zUnixSeconds } from '../common/z-primitives.ts';
import { zZkPresentation } from '../presentation/z-zk-presentation.ts';

/** Life of a verifier session. */
export const zSessionState = z.enum(['open', 'fetched', 'verified', 'refused', 'declined', 'expired']);
export type SessionState = z.infer<typeof zSessionState>;

/** `POST /v1/sessions`, authenticated by the protocol's API key. */
export const zCreateSessionRequest = z.strictObject({
  policyId: zBytes32,
  account: zAddress,
  /** Where the wallet sends the person afterwards; must be on an origin registered for the protocol. */
  returnUrl: z.url().optional(),
});
export type CreateSessionRequest = z.infer<typeof zCreateSessionRequest>;

export const zCreateSessionResponse = z.strictObject({
  sessionId: z.string(),
  /** Link (and QR text) that opens the wallet. */
  walletUrl: z.url(),
  requestUri: z.url(),
  clientId: z.string(),
  expiresAt: zUnixSeconds,
});
export type CreateSessionResponse = z.infer<typeof zCreateSessionResponse>;

/** Machine-readable reason of a refusal; never contains a value of the person. */
export const zDenial = z.strictObject({
  code: z.string(),
  what: z.string(),
  since: zUnixSeconds.optional(),
  remedy: z.string(),
});
export type Denial = z.infer<typeof zDenial>;

/** `GET /v1/sessions/:id`. */
export const zSession = z.strictObject({
  sessionId: z.string(),
  state: zSessionState,
  policyId: zBytes32,
  chainId: z.int().positive(),
  registry: zAddress,
  account: zAddress,
  createdAt: zUnixSeconds,
  expiresAt: zUnixSeconds,
  /** Present once the state is `verified`; what the account hands to `PassRegistry.admit`. */
  presentation: zZkPresentation.optional(),
  denial: zDenial.optional(),
});
export type Session = z.infer<typeof zSession>;

/** `GET /v1/sessions` for the console: newest first, no presentation. */
export const zSessionList = z.strictObject({ sessions: z.array(zSession.omit({ presentation: true })) });
