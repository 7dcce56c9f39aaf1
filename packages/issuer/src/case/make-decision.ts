import type { DecisionRequest } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { CaseError } from '../error.ts';
import { lockDecidedPersons, settleIdentity } from '../identity/settle-identity.ts';
import type { Once } from '../idempotency/run-once.ts';
import { addOffer } from '../offer/create-offer.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import { endRebindingsFor } from '../rebinding/end-rebindings-for.ts';
import { lockHolder } from '../rebinding/lock-rebinding.ts';
import type { CaseRow, DecisionRow, PersonRow, SignInMethod, StaffRow } from '../rows.ts';
import { applyDecision } from './apply-decision.ts';
import { assertProposalStands } from './assert-proposal-stands.ts';
import { assertSigned } from './assert-signed.ts';
import { readStanding, requirePerson } from './case-standing.ts';
import { assertActionAllowed } from './case-transitions.ts';
import { describeDecision } from './describe-decision.ts';
import { hashDecision } from './hash-decision.ts';
import { sealAssessment } from './personal-data.ts';
import { DECISION_LIFE_SECONDS } from './prepare-decision.ts';
import { takeMeasure } from './take-measure.ts';

/**
 * Makes a prepared decision. Checks in order: prepared by this person for this case and still fresh; the action is
 * still allowed; the hash follows from the case as it stands and the draft as sent; the passkey signed that hash; an
 * approval's or a confirmation's proposal still stands. Then the case changes, its credentials and its anchor with it,
 * in one transaction.
 *
 * @throws {CaseError} the first check that fails
 */
export async function makeDecision(
  context: IssuerContext,
  options: {
    tenant: string;
    caseId: string;
    staff: StaffRow;
    method: SignInMethod;
    request: DecisionRequest;
    once?: Once | undefined;
  },
): Promise<void> {
  const { store, clock } = context;
  const { tenant, caseId, staff, request } = options;
  await store.transaction(async (transaction) => {
    const row = await transaction.lockCase(tenant, caseId);
    if (row === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    const decision = await findPreparedDecision({ transaction, row, staff, request, now: clock.now() });
    const { action, measure } = request;
    await lockConcerned({ transaction, row, action });
    const person = await requirePerson({ transaction, row });
    const standing = await readStanding({ transaction, row, person });
    const state = assertActionAllowed({ standing, action, measure, staff });
    const body = await describeDecision(context, {
      transaction,
      row,
      person,
      staff,
      draft: request,
      nonce: decision.nonce,
    });
    if ((await hashDecision(body)) !== request.decisionHash) {
      throw new CaseError('ERR_DECISION_MISMATCH', 'The decision differs from the one that was prepared.');
    }
    const method = await assertSigned(context, { ...options, transaction, decision });
    if (action === 'approve') await assertProposalStands(context, { transaction, row, person, kind: 'propose' });
    if (action === 'confirm_measure') {
      await assertProposalStands(context, { transaction, row, person, kind: 'propose_measure' });
    }
    const now = clock.now();
    await transaction.saveDecision({ ...decision, state: 'made', method, assertion: request.assertion, madeAt: now });
    const changed = applyDecision({ row, decision, state, now });
    const sealedAssessment =
      action === 'propose'
        ? await sealAssessment({ vault: context.vault, person, id: caseId, assessment: body.assessment })
        : changed.sealedAssessment;
    const saved = { ...changed, sealedAssessment };
    await transaction.saveCase(saved);
    await transaction.voidDecisions(caseId, { alsoMade: action === 'return' });
    await appendAudit({
      transaction,
      tenant,
      at: now,
      actor: staff.staffId,
      action: describeAct(decision),
      caseId,
      details: { decisionHash: decision.decisionHash, method },
    });
    // After the decision's own entry: the log tells what led to what.
    await takeEffect(context, { transaction, row, saved, person, decision, staff, now });
    await options.once?.keep(transaction, null);
  });
}

/**
 * Locks the persons whose credentials the action may touch, before the log: an approval everybody whom it takes for the
 * same person, and then the bank, so that each approval sees the files that the ones before it decided.
 */
async function lockConcerned(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  action: DecisionRow['action'];
}): Promise<void> {
  const { transaction, row, action } = options;
  if (action === 'approve') await lockDecidedPersons({ transaction, row });
  if (action === 'confirm_measure' || action === 'emergency_suspend' || action === 'return') {
    await lockHolder({ transaction, personId: row.personId });
  }
}

/** Name of the act in the log: a measure by its own name. */
function describeAct({ action, measure }: DecisionRow): string {
  if (measure === null) return `case_${action}`;
  const step = action === 'confirm_measure' ? 'confirmed' : action === 'propose_measure' ? 'proposed' : 'withdrawn';
  return `case_${measure}_${step}`;
}

async function takeEffect(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    /** The case before and after. */
    row: CaseRow;
    saved: CaseRow;
    person: PersonRow;
    decision: DecisionRow;
    staff: StaffRow;
    now: number;
  },
): Promise<void> {
  const { transaction, row, saved, person, decision, staff, now } = options;
  if (decision.action === 'approve') {
    await settleIdentity(context, { transaction, row: saved, person, decision, now });
    await addOffer(context, { transaction, row: saved, actor: staff.staffId });
  }
  if (decision.action === 'return') {
    // What an approval granted ends with it: nothing is issued from a record that nobody approves any more.
    const { tenant } = row;
    await transaction.endGrants({ tenant, personIds: [person.personId], exceptCaseId: null, now });
    await endRebindingsFor({ transaction, row: saved, person, actor: staff.staffId, now });
  }
  if (decision.action === 'emergency_suspend') {
    await takeMeasure(context, { transaction, row: saved, person, measure: 'suspend', staff, now });
  }
  if (decision.action === 'confirm_measure' && row.pendingMeasure !== null) {
    await takeMeasure(context, { transaction, row: saved, person, measure: row.pendingMeasure, staff, now });
  }
}

async function findPreparedDecision(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  staff: StaffRow;
  request: DecisionRequest;
  now: number;
}): Promise<DecisionRow> {
  const { transaction, row, staff, request, now } = options;
  const decision = await transaction.findDecision(request.decisionHash);
  const mine = decision?.caseId === row.caseId && decision.tenant === row.tenant && decision.staffId === staff.staffId;
  if (decision === null || !mine || decision.state === 'made') {
    throw new CaseError('ERR_DECISION_UNKNOWN', 'This decision was not prepared, or is made already.');
  }
  if (decision.state === 'void' || decision.caseVersion !== row.version) {
    throw new CaseError('ERR_CASE_CHANGED', 'The case has changed since the decision was prepared.');
  }
  if (decision.preparedAt + DECISION_LIFE_SECONDS < now) {
    throw new CaseError('ERR_DECISION_UNKNOWN', 'The prepared decision is too old: prepare it again.');
  }
  return decision;
}
