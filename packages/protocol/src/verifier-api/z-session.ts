import { z } from 'zod';

import { zAddress, zBytes32, zJsonValue, zUnixSeconds } from '../common/z-primitives.ts';
import { zClaimPath, zDcqlId } from '../presentation/z-dcql-query.ts';
import { DC_API_SIGNED, DC_API_UNSIGNED, zDigitalCredentialRequest } from '../presentation/z-digital-credentials.ts';
import { zZkPresentation } from '../presentation/z-zk-presentation.ts';
import { zStatusFreshness } from '../status/status-times.ts';

/** Life of a verifier session. */
export const zSessionState = z.enum(['open', 'fetched', 'verified', 'refused', 'declined', 'expired']);
export type SessionState = z.infer<typeof zSessionState>;

/** Machine-readable reason of a refusal; never contains a value of the person. */
export const zDenial = z.strictObject({
  code: z.string(),
  what: z.string(),
  since: zUnixSeconds.optional(),
  remedy: z.string(),
});
export type Denial = z.infer<typeof zDenial>;

/** One credential that was shown: only the claims that were asked. */
export const zPresentedCredential = z.strictObject({
  /** Id of the asked credential. */
  id: zDcqlId,
  format: z.enum(['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt']),
  issuer: z.string(),
  /** In the order asked; a path with `null` yields the list of what it matched. */
  claims: z.array(z.strictObject({ path: zClaimPath, value: zJsonValue })),
  validUntil: zUnixSeconds.optional(),
  /** Of the issuer's status lists; absent when the credential names none, and can be withdrawn by its end alone. */
  status: zStatusFreshness.optional(),
});
export type PresentedCredential = z.infer<typeof zPresentedCredential>;

/** What a proof to a session comes to: who, towards this protocol alone, and until when it may be relied on. */
export const zProven = z.strictObject({
  /** The same person, wallet and client identifier give the same text; nobody else can tie it to a person or a site. */
  subject: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** A UTC midnight, within the policy's longest pass. */
  until: zUnixSeconds,
});
export type Proven = z.infer<typeof zProven>;

/** `GET /v1/sessions/:id`. */
export const zSession = z.strictObject({
  sessionId: z.string(),
  state: zSessionState,
  /** The three are absent when no policy was asked. */
  policyId: zBytes32.optional(),
  chainId: z.int().positive().optional(),
  registry: zAddress.optional(),
  /** Whose pass the proof is for; absent also when the proof is for this session. */
  account: zAddress.optional(),
  createdAt: zUnixSeconds,
  expiresAt: zUnixSeconds,
  /** Ids of what was answered, once `verified`. */
  answered: z.array(zDcqlId).optional(),
  /** Present once a proof was accepted: of the registry state that it was made from; the bound is the policy's. */
  proofStatus: zStatusFreshness.optional(),
  /** Present once the state is `verified`; what the account hands to `PassRegistry.admit`. */
  presentation: zZkPresentation.optional(),
  /** Present once the state is `verified`, in place of a presentation, when the proof was for this session. */
  proven: zProven.optional(),
  /** Present once the state is `verified`, in the one answer to the first call with the session's result key. */
  credentials: z.array(zPresentedCredential).optional(),
  denial: zDenial.optional(),
});
export type Session = z.infer<typeof zSession>;

/** `GET /v1/sessions` for the console: newest first, no presentation. */
export const zSessionList = z.strictObject({
  sessions: z.array(zSession.omit({ presentation: true, proven: true, credentials: true })),
  /** How many of the newest cannot be read and are left out; absent: none. */
  unreadable: z.int().positive().optional(),
});

export type SessionList = z.infer<typeof zSessionList>;

/** `GET /v1/sessions/:id/digital-credential`: goes to `navigator.credentials.get({ digital: { requests } })`. */
export const zDigitalCredentialRequests = z.strictObject({ requests: z.array(zDigitalCredentialRequest).min(1) });
export type DigitalCredentialRequests = z.infer<typeof zDigitalCredentialRequests>;

/** `POST /v1/sessions/:id/digital-credential`: what the page received, and the page's own origin. */
export const zDigitalCredentialSubmission = z.strictObject({
  protocol: z.enum([DC_API_UNSIGNED, DC_API_SIGNED]),
  origin: z.url(),
  data: z.looseObject({}),
});
export type DigitalCredentialSubmission = z.infer<typeof zDigitalCredentialSubmission>;
