import type { DecisionDraft } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { CaseRow, PersonRow, StaffRow } from '../rows.ts';
import { createToken } from '../vault/hash-token.ts';
import { assertActionAllowed } from './case-transitions.ts';
import { type DecisionBody, hashDecision } from './hash-decision.ts';

/** Time a prepared decision waits for its signature, seconds. */
export const DECISION_LIFE_SECONDS = 600;

/**
 * Prepares a decision for signing: everything it says is fixed under one hash. Nothing of the case changes yet.
 *
 * @throws {CaseError} unknown case, action not allowed, assessment missing or changed
 */
export async function prepareDecision(
  context: IssuerContext,
  options: { tenant: string; caseId: string; staff: StaffRow; draft: DecisionDraft },
): Promise<{ decisionHash: string }> {
  const { store, vault, clock, random } = context;
  const { tenant, caseId, staff, draft } = options;
  return store.transaction(async (transaction) => {
    const row = await transaction.lockCase(tenant, caseId);
    if (row === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    assertActionAllowed({ ...row, action: draft.action, staff });
    const person = await requirePerson(await transaction.findPerson(row.personId));
    const body = await describeDecision(context, { row, staff, draft, nonce: createToken(random) });
    const decisionHash = await hashDecision(body);
    await transaction.addDecision({
      decisionHash,
      tenant,
      caseId,
      caseVersion: row.version,
      staffId: staff.staffId,
      action: draft.action,
      assessment: body.assessment,
      sealedReason:
        draft.reason === undefined || draft.reason === ''
          ? null
          : await vault.sealFor({ ...person, context: `reason:${decisionHash}`, plaintext: draft.reason }),
      nonce: body.nonce,
      state: 'prepared',
      method: null,
      assertion: null,
      preparedAt: clock.now(),
      madeAt: null,
    });
    return { decisionHash };
  });
}

/**
 * What the decision says, from the case as it stands and the draft as sent: both steps build it from the same inputs,
 * so anything edited in between gives another hash.
 *
 * @throws {CaseError} a proposal without assessment, or an approval of another assessment than the proposed one
 */
export async function describeDecision(
  context: IssuerContext,
  options: { row: CaseRow; staff: StaffRow; draft: DecisionDraft; nonce: string },
): Promise<DecisionBody> {
  const { row, staff, draft, nonce } = options;
  const { action } = draft;
  if (action === 'propose' && draft.assessment === undefined) {
    throw new CaseError('ERR_DECISION_ASSESSMENT_MISSING', 'A proposal states the assessment.');
  }
  const assessment = action === 'propose' ? (draft.assessment ?? null) : action === 'approve' ? row.assessment : null;
  if (action === 'approve' && draft.assessment !== undefined) {
    const sent = await hashAssessment({ row, assessment: draft.assessment });
    const proposed = row.assessment === null ? '' : await hashAssessment({ row, assessment: row.assessment });
    if (sent !== proposed) {
      throw new CaseError('ERR_DECISION_ASSESSMENT_CHANGED', 'An approval confirms the proposed assessment as it is.');
    }
  }
  return {
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: row.version,
    action,
    assessment,
    applicationHash: row.applicationHash,
    proposalHash: action === 'approve' ? row.proposalHash : null,
    reasonDigest: draft.reason ? await context.vault.digest('reason', `${row.caseId}|${draft.reason}`) : null,
    staffId: staff.staffId,
    nonce,
  };
}

async function hashAssessment(options: {
  row: CaseRow;
  assessment: NonNullable<CaseRow['assessment']>;
}): Promise<string> {
  const { row, assessment } = options;
  return hashDecision({
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: row.version,
    action: 'approve',
    assessment,
    applicationHash: row.applicationHash,
    proposalHash: null,
    reasonDigest: null,
    staffId: '',
    nonce: '',
  });
}

async function requirePerson(person: PersonRow | null): Promise<PersonRow> {
  if (person === null) throw new CaseError('ERR_CASE_UNKNOWN', 'The person of the case is gone.');
  return person;
}
