import { canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { ApplicationData, Assessment, AssessmentDraft, DecisionDraft } from '@postern/protocol';

import { deriveAssessment } from '../assessment/derive-assessment.ts';
import { assertUnblocked } from '../assessment/find-blockers.ts';
import { CaseError } from '../error.ts';
import { decideIdentity } from '../identity/decide-identity.ts';
import { findCandidates } from '../identity/find-candidates.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecidedIdentity, DecisionRow, PersonRow, StaffRow } from '../rows.ts';
import type { DecisionBody } from './hash-decision.ts';
import { openApplication, openAssessment } from './personal-data.ts';

/** Shortest reason that says something. */
const MIN_REASON = 3;

type DescribeOptions = {
  transaction: IssuerTransaction;
  row: CaseRow;
  person: PersonRow;
  staff: StaffRow;
  draft: DecisionDraft;
  nonce: string;
};

/**
 * What the decision says, from the case as it stands and the draft as sent: both steps build it from the same inputs,
 * so anything edited in between gives another hash.
 *
 * @throws {CaseError} what is missing from the draft, blocks the approval, or differs from what was proposed
 */
export async function describeDecision(context: IssuerContext, options: DescribeOptions): Promise<DecisionBody> {
  const { row, staff, draft, nonce } = options;
  const { action } = draft;
  assertReason(draft);
  const reason = draft.reason === undefined || draft.reason === '' ? null : draft.reason;
  const { assessment, identity } = await describeApproval(context, options);
  return {
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: row.version,
    action,
    assessment,
    identity,
    measure: action === 'propose_measure' ? (draft.measure ?? null) : isOnMeasure(action) ? row.pendingMeasure : null,
    applicationHash: row.applicationHash,
    proposalHash: action === 'approve' ? row.proposalHash : isOnMeasure(action) ? row.measureHash : null,
    reasonDigest: reason === null ? null : await digestReason(context, { caseId: row.caseId, reason }),
    staffId: staff.staffId,
    nonce,
  };
}

/** Keyed digest of a reason, as the decision hash carries it. */
export function digestReason(context: IssuerContext, options: { caseId: string; reason: string }): Promise<string> {
  return context.vault.digest('reason', `${options.caseId}|${options.reason}`);
}

function isOnMeasure(action: DecisionDraft['action']): boolean {
  return action === 'confirm_measure' || action === 'withdraw_measure';
}

function assertReason({ action, reason }: DecisionDraft): void {
  const needed = action === 'propose_measure' || action === 'emergency_suspend';
  if (needed && (reason ?? '').length < MIN_REASON) {
    throw new CaseError('ERR_MEASURE_REASON', 'A measure states its reason.');
  }
}

type Approval = { assessment: Assessment | null; identity: DecidedIdentity | null };

async function describeApproval(context: IssuerContext, options: DescribeOptions): Promise<Approval> {
  const { row, person, draft } = options;
  if (draft.action !== 'propose' && draft.action !== 'approve') return { assessment: null, identity: null };
  const application = await openApplication({ vault: context.vault, person, row });
  const approval =
    draft.action === 'propose'
      ? await describeProposal(context, { ...options, application })
      : await describeConfirmation(context, { ...options, application });
  assertUnblocked({ application, assessment: approval.assessment, now: context.clock.now() });
  return approval;
}

async function describeProposal(
  context: IssuerContext,
  options: DescribeOptions & { application: ApplicationData },
): Promise<Approval> {
  const { draft, staff } = options;
  if (draft.assessment === undefined) {
    throw new CaseError('ERR_DECISION_ASSESSMENT_MISSING', 'A proposal states the assessment.');
  }
  const today = new Date(context.clock.now() * 1000).toISOString().slice(0, 10);
  return {
    assessment: deriveAssessment({ draft: draft.assessment, foundBy: staff.staffId, today }),
    identity: decideIdentity({ draft, found: await findCandidates(context, options) }),
  };
}

/** An approval confirms the proposal as it is, over the candidates as they were. */
async function describeConfirmation(
  context: IssuerContext,
  options: DescribeOptions & { application: ApplicationData },
): Promise<Approval> {
  const { transaction, row, person, draft } = options;
  const { vault } = context;
  const assessment = await openAssessment({ vault, person, id: row.caseId, sealed: row.sealedAssessment });
  if (draft.assessment !== undefined && !isSameDraft(draft.assessment, assessment)) {
    throw new CaseError('ERR_DECISION_ASSESSMENT_CHANGED', 'An approval confirms the proposed assessment as it is.');
  }
  const proposal = await findProposal({ transaction, row });
  const { candidatesHash } = await findCandidates(context, options);
  const shown = draft.identity;
  const isAsShown = shown === undefined || isSameIdentity(shown, proposal?.identity ?? null);
  if (proposal?.identity?.candidatesHash !== candidatesHash || !isAsShown) {
    throw new CaseError('ERR_IDENTITY_CHANGED', 'Other files that may be the same person have changed: review again.');
  }
  return { assessment, identity: proposal.identity };
}

/** The proposal that the case stands on, if it was made. */
export async function findProposal(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
}): Promise<DecisionRow | null> {
  const { transaction, row } = options;
  return row.proposalHash === null ? null : transaction.findDecision(row.proposalHash);
}

/** Who reads one proposal does not sign the next one by it. */
function isSameIdentity(shown: NonNullable<DecisionDraft['identity']>, proposed: DecidedIdentity | null): boolean {
  return canonicalizeJson(shown as unknown as JsonValue) === canonicalizeJson(proposed as unknown as JsonValue);
}

function isSameDraft(draft: AssessmentDraft, assessment: Assessment | null): boolean {
  if (assessment === null) return false;
  const { assurance: _assurance, diligence: _diligence, flags: _flags, findings, ...stated } = assessment;
  const proposed = { ...stated, findings: findings.map(({ foundBy: _foundBy, ...finding }) => finding) };
  return canonicalizeJson(draft as unknown as JsonValue) === canonicalizeJson(proposed as unknown as JsonValue);
}
