import { z } from 'zod';
import { zUnixSeconds } from '../common/z-primitives.ts';
import { zApplicationData, zCaseState } from './z-application.ts';
import { zAssessment, zAssessmentDraft, zBlocker } from './z-assessment.ts';
import { zIdentityAnswer, zIdentityCandidate } from './z-identity.ts';
import { zOfferLinks } from './z-offer-links.ts';
import { zWebAuthnJson } from './z-staff.ts';

/** What a member of staff can do. A measure is proposed by one person and confirmed by another; only an emergency is not. */
export const zCaseAction = z.enum([
  'start_review',
  'propose',
  'approve',
  'return',
  'emergency_suspend',
  'propose_measure',
  'confirm_measure',
  'withdraw_measure',
]);
export type CaseAction = z.infer<typeof zCaseAction>;

/** Steps against or for a person that need two people and a reason. */
export const zMeasure = z.enum(['reject', 'suspend', 'reinstate', 'revoke', 'separate', 'rebind']);
export type Measure = z.infer<typeof zMeasure>;

/** One line of a case's life. */
export const zCaseEvent = z.strictObject({
  at: zUnixSeconds,
  kind: z.string(),
  /** Name of the member of staff; absent for the applicant and the system. */
  actor: z.string().optional(),
  note: z.string().optional(),
  /** The other file that the event is about. */
  otherCaseId: z.string().optional(),
});
export type CaseEvent = z.infer<typeof zCaseEvent>;

const zStaffRef = z.strictObject({ staffId: z.string(), name: z.string() });

/** A measure that waits for its second person. */
export const zPendingMeasure = z.strictObject({
  measure: zMeasure,
  proposedBy: zStaffRef,
  proposedAt: zUnixSeconds,
  reason: z.string(),
});
export type PendingMeasure = z.infer<typeof zPendingMeasure>;

/** One person stopped a credential; it stays stopped until two people confirm or lift it. */
export const zEmergency = z.strictObject({
  since: zUnixSeconds,
  by: zStaffRef,
  /** Nobody confirmed or lifted it within 24 hours. */
  overdue: z.boolean(),
});

/** State of what was issued; `replaced` when a newer credential of the same person took its place. */
export const zIssuedStatus = z.enum(['valid', 'suspended', 'revoked', 'replaced']);

export const zCaseSummary = z.strictObject({
  caseId: z.string(),
  /** Display name: Latin name if given, else given and family name. */
  displayName: z.string(),
  state: zCaseState,
  /** Of the newest credential; absent before one is issued. */
  credentialStatus: zIssuedStatus.optional(),
  nationalities: z.array(z.string()),
  residence: z.string(),
  submittedAt: zUnixSeconds,
  updatedAt: zUnixSeconds,
  /** Who took the case up, and who proposed to approve it. */
  reviewer: zStaffRef.optional(),
  proposer: zStaffRef.optional(),
  measure: zPendingMeasure.omit({ reason: true }).optional(),
  emergency: zEmergency.optional(),
});
export type CaseSummary = z.infer<typeof zCaseSummary>;

/** Most cases that one answer lists. */
export const CASE_PAGE_LIMIT = 500;

/** `GET /staff/cases?state=&limit=&after=`, newest change first. */
export const zCaseList = z.strictObject({
  cases: z.array(zCaseSummary),
  /** Files of the list that cannot be opened, by number alone. */
  unreadable: z.array(z.strictObject({ caseId: z.string() })),
  /** Opaque; as `after` it gives the cases that follow. Absent on the last page. */
  next: z.string().optional(),
  counts: z.partialRecord(zCaseState, z.int()),
  /** Emergency suspensions that nobody confirmed within 24 hours, in whatever state the list shows. */
  overdueEmergencies: z.array(z.strictObject({ caseId: z.string(), displayName: z.string(), since: zUnixSeconds })),
});
export type CaseList = z.infer<typeof zCaseList>;

/** Open credential offer of a case. */
export const zOfferView = zOfferLinks.extend({
  offerUri: z.url(),
  expiresAt: zUnixSeconds,
  state: z.enum(['open', 'redeemed', 'locked', 'expired']),
  /** Asked for by the applicant before the decision: a redeemed one says that a wallet waits, not that it received. */
  early: z.boolean(),
  /** Short code for a person who starts in the wallet: typed on the bank's page, with the transaction code. */
  collectionCode: z.string().optional(),
});
export type OfferView = z.infer<typeof zOfferView>;

/**
 * A live credential that is to move to another wallet: what the old one holds is suspended until `dueAt`, then it ends
 * and the new one may fetch. `held` when its holder objected: then the bank's staff decide.
 */
export const zRebinding = z.strictObject({
  state: z.enum(['waiting', 'held', 'done', 'cancelled']),
  startedAt: zUnixSeconds,
  dueAt: zUnixSeconds,
  /** The other files that it concerns; none where the same file is issued to another wallet. */
  otherCaseIds: z.array(z.string()),
});

/** `GET /staff/cases/:caseId`. */
export const zCaseDetail = z.strictObject({
  ...zCaseSummary.shape,
  /** The case is not what two people approved: nothing is issued from it. */
  approvalBroken: z.enum(['application', 'assessment', 'proposal', 'approval', 'log', 'record']).optional(),
  application: zApplicationData,
  assessment: zAssessment.optional(),
  /** What stands between the case and its approval now, before exceptions. */
  blockers: z.array(zBlocker),
  /** Other files that may be the same person's. */
  candidates: z.array(zIdentityCandidate),
  /** Digest of the candidates and effects, which a decision signs. */
  candidatesHash: z.string(),
  /** What the proposal answers about them. */
  identityAnswers: z.array(zIdentityAnswer).optional(),
  /** Files that two people said are the same person's. */
  samePerson: z.array(z.strictObject({ caseId: z.string(), displayName: z.string() })),
  /** The pending measure with its reason. */
  measure: zPendingMeasure.optional(),
  /** Who proposed and who approved, by name. */
  proposedBy: z.string().optional(),
  approvedBy: z.string().optional(),
  events: z.array(zCaseEvent),
  /** What the signed-in member of staff may do now. */
  actions: z.array(zCaseAction),
  /** What the signed-in member of staff may propose now. */
  measures: z.array(zMeasure),
  offer: zOfferView.optional(),
  /** The newest that the case takes part in, on either side. */
  rebinding: zRebinding.optional(),
  /** One entry per issued status index list; says whether the change is anchored yet. */
  credential: z
    .strictObject({
      issuedAt: zUnixSeconds.optional(),
      validUntil: zUnixSeconds,
      status: zIssuedStatus,
      anchored: z.boolean(),
      anchorTransaction: z.string().optional(),
    })
    .optional(),
});
export type CaseDetail = z.infer<typeof zCaseDetail>;

/** `POST /staff/cases/:caseId/decisions/options`: the decision to be signed comes back with its hash and WebAuthn options. */
export const zDecisionDraft = z.strictObject({
  action: zCaseAction,
  assessment: zAssessmentDraft.optional(),
  /** With `propose`: the candidates that were shown, and an answer for each. With `approve`: the same, as they were read. */
  identity: z
    .strictObject({ candidatesHash: z.string().max(64), answers: z.array(zIdentityAnswer).max(50) })
    .optional(),
  /** With `propose_measure` and `confirm_measure`. */
  measure: zMeasure.optional(),
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
