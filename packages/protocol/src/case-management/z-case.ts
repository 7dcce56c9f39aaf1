import { z } from 'zod';

import { zUnixSeconds } from '../common/z-primitives.ts';
import { zApplicationData, zCaseState } from './z-application.ts';
import { zWebAuthnJson } from './z-staff.ts';

/** Flags of slot 7 by name; bit numbers are in @postern/credential. `test_data` is set by the issuer, never by hand. */
export const zFlagName = z.enum([
  'sanctions_clear',
  'not_pep',
  'adverse_media_checked',
  'address_verified',
  'source_of_funds_verified',
  'face_matched',
  'active_liveness',
  'accredited',
  'in_person',
  'chip_read',
  'device_bound_key',
  'represents_entity',
  'birth_date_partial',
]);
export type FlagName = z.infer<typeof zFlagName>;

/** What the bank found out; part of the decision that is signed. */
export const zAssessment = z.strictObject({
  assurance: z.enum(['low', 'substantial', 'high']),
  diligence: z.enum(['simplified', 'standard', 'enhanced']),
  flags: z.array(zFlagName).max(13),
  /** Code of the published subdivision table, 0 = unlisted. */
  residenceSubdivision: z.int().min(0).max(1022),
});
export type Assessment = z.infer<typeof zAssessment>;

export const zCaseAction = z.enum([
  'start_review',
  'propose',
  'approve',
  'return',
  'reject',
  'suspend',
  'reinstate',
  'revoke',
]);
export type CaseAction = z.infer<typeof zCaseAction>;

/** One line of a case's life. */
export const zCaseEvent = z.strictObject({
  at: zUnixSeconds,
  kind: z.string(),
  /** Name of the member of staff; absent for the applicant and the system. */
  actor: z.string().optional(),
  note: z.string().optional(),
});
export type CaseEvent = z.infer<typeof zCaseEvent>;

export const zCaseSummary = z.strictObject({
  caseId: z.string(),
  /** Display name: Latin name if given, else given and family name. */
  displayName: z.string(),
  state: zCaseState,
  nationalities: z.array(z.string()),
  residence: z.string(),
  submittedAt: zUnixSeconds,
  updatedAt: zUnixSeconds,
});
export type CaseSummary = z.infer<typeof zCaseSummary>;

/** `GET /staff/cases?state=`. */
export const zCaseList = z.strictObject({
  cases: z.array(zCaseSummary),
  counts: z.partialRecord(zCaseState, z.int()),
});
export type CaseList = z.infer<typeof zCaseList>;

/** Open credential offer of a case. */
export const zOfferView = z.strictObject({
  offerUri: z.url(),
  walletUrl: z.url(),
  expiresAt: zUnixSeconds,
  state: z.enum(['open', 'redeemed', 'locked', 'expired']),
  /** Short code for a person who starts in the wallet: typed on the bank's page, with the transaction code. */
  collectionCode: z.string().optional(),
});
export type OfferView = z.infer<typeof zOfferView>;

/** `GET /staff/cases/:caseId`. */
export const zCaseDetail = z.strictObject({
  ...zCaseSummary.shape,
  application: zApplicationData,
  assessment: zAssessment.optional(),
  /** Who proposed and who approved, by name. */
  proposedBy: z.string().optional(),
  approvedBy: z.string().optional(),
  events: z.array(zCaseEvent),
  /** What the signed-in member of staff may do now. */
  actions: z.array(zCaseAction),
  offer: zOfferView.optional(),
  /** One entry per issued status index list; says whether the change is anchored yet. */
  credential: z
    .strictObject({
      issuedAt: zUnixSeconds.optional(),
      validUntil: zUnixSeconds,
      status: z.enum(['valid', 'suspended', 'revoked']),
      anchored: z.boolean(),
      anchorTransaction: z.string().optional(),
    })
    .optional(),
});
export type CaseDetail = z.infer<typeof zCaseDetail>;

/** `POST /staff/cases/:caseId/decisions/options`: the decision to be signed comes back with its hash and WebAuthn options. */
export const zDecisionDraft = z.strictObject({
  action: zCaseAction,
  assessment: zAssessment.optional(),
  reason: z.string().trim().max(500).optional(),
});
export type DecisionDraft = z.infer<typeof zDecisionDraft>;
export const zDecisionOptions = z.strictObject({
  /** SHA-256 of the canonical decision, hex. */
  decisionHash: z.string(),
  /** WebAuthn request options whose challenge is the decision hash; null for a demo sign-in. */
  options: z.looseObject({ challenge: z.string() }).nullable(),
});
export type DecisionOptions = z.infer<typeof zDecisionOptions>;

/** `POST /staff/cases/:caseId/decisions`. */
export const zDecisionRequest = z.strictObject({
  ...zDecisionDraft.shape,
  decisionHash: z.string(),
  /** Passkey assertion over the decision hash; null for a demo sign-in. */
  assertion: zWebAuthnJson.nullable(),
});
export type DecisionRequest = z.infer<typeof zDecisionRequest>;
