import { z } from 'zod';
import { zApplicationData } from './z-application.ts';

/** The two answers to "is this the same person?". */
export const zIdentityAnswer = z.strictObject({
  /** The person of the other file, as the candidate names it. */
  personId: z.string().min(1).max(64),
  answer: z.enum(['same', 'another']),
});
export type IdentityAnswer = z.infer<typeof zIdentityAnswer>;

/** What approving does to the other file when the answer is "same person". */
export const zIdentityEffect = z.enum(['none', 'replaces_live_credential']);

/** Another file that may be the same person's, shown beside the case. */
export const zIdentityCandidate = z.strictObject({
  personId: z.string(),
  caseId: z.string(),
  displayName: z.string(),
  /** Same document, and how near the names are under the same birth date. */
  match: z.strictObject({ document: z.boolean(), name: z.enum(['equal', 'close']).nullable() }),
  application: zApplicationData,
  credential: z.enum(['none', 'valid', 'suspended', 'revoked']),
  effect: zIdentityEffect,
});
export type IdentityCandidate = z.infer<typeof zIdentityCandidate>;

/** `GET /staff/identity-answers`: who answered "another person" how often, and those drawn for a second look. */
export const zIdentityAnswers = z.strictObject({
  staff: z.array(z.strictObject({ staffId: z.string(), name: z.string(), same: z.int(), another: z.int() })),
  sampled: z.array(
    z.strictObject({ caseId: z.string(), otherCaseId: z.string(), answeredBy: z.string(), at: z.int().nonnegative() }),
  ),
});
export type IdentityAnswers = z.infer<typeof zIdentityAnswers>;
