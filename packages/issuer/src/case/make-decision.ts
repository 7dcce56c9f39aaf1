import { bytesToBase64Url, hexToBytes } from '@postern/primitives';
import type { CaseAction, DecisionRequest } from '@postern/protocol';

import { appendAudit } from '../audit/append-audit.ts';
import { CaseError } from '../error.ts';
import { addOffer } from '../offer/create-offer.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, SignInMethod, StaffRow } from '../rows.ts';
import { changeCaseStatus } from '../status/change-status.ts';
import { computePersonTags } from '../vault/compute-person-tags.ts';
import { assertActionAllowed } from './case-transitions.ts';
import { hashDecision } from './hash-decision.ts';
import { openApplication } from './personal-data.ts';
import { DECISION_LIFE_SECONDS, describeDecision } from './prepare-decision.ts';

/** Taking a case up decides nothing about the person, so it is not signed. */
export function needsSignature(action: CaseAction): boolean {
  return action !== 'start_review';
}

/**
 * Makes a prepared decision. Checks in order: prepared by this person for this case and still fresh; the action is
 * still allowed; the hash follows from the case as it stands and the draft as sent; the passkey signed that hash; an
 * approval's proposal still stands. Then the case changes, its credentials and its anchor with it, in one transaction.
 *
 * @throws {CaseError} the first check that fails
 */
export async function makeDecision(
  context: IssuerContext,
  options: { tenant: string; caseId: string; staff: StaffRow; method: SignInMethod; request: DecisionRequest },
): Promise<void> {
  const { store, clock } = context;
  const { tenant, caseId, staff, request } = options;
  await store.transaction(async (transaction) => {
    const row = await transaction.lockCase(tenant, caseId);
    if (row === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    const decision = await findPreparedDecision({ transaction, row, staff, request, now: clock.now() });
    const state = assertActionAllowed({ ...row, action: request.action, staff });
    const body = await describeDecision(context, { row, staff, draft: request, nonce: decision.nonce });
    if ((await hashDecision(body)) !== request.decisionHash) {
      throw new CaseError('ERR_DECISION_MISMATCH', 'The decision differs from the one that was prepared.');
    }
    const method = await assertSigned(context, { ...options, transaction, decision });
    if (request.action === 'approve') {
      await assertProposalStands(context, { transaction, row });
      await claimPersonTags(context, { transaction, row });
      // The newest approval speaks for the person: an older grant would issue older facts over newer ones.
      const { personId } = row;
      await transaction.endEarlierGrants({ tenant, personId, caseId, now: clock.now() });
    }

    const now = clock.now();
    await transaction.saveDecision({
      ...decision,
      state: 'made',
      method,
      assertion: request.assertion,
      madeAt: now,
    });
    const changed = applyDecision({ row, decision, state, now });
    await transaction.saveCase(changed);
    await transaction.voidDecisions(caseId, { alsoMade: request.action === 'return' });
    if (request.action === 'suspend' || request.action === 'reinstate' || request.action === 'revoke') {
      await transaction.withdrawOffers(tenant, caseId);
      await changeCaseStatus({ transaction, row: changed, action: request.action, now });
    }
    await appendAudit({
      transaction,
      tenant,
      at: now,
      actor: staff.staffId,
      action: `case_${request.action}`,
      caseId,
      details: { decisionHash: decision.decisionHash, method },
    });
    // After the decision's own entry: the log tells what led to what.
    if (request.action === 'approve') await addOffer(context, { transaction, row: changed, actor: staff.staffId });
  });
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

async function assertSigned(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    decision: DecisionRow;
    staff: StaffRow;
    method: SignInMethod;
    request: DecisionRequest;
  },
): Promise<NonNullable<DecisionRow['method']>> {
  const { transaction, decision, staff, method, request } = options;
  if (!needsSignature(decision.action)) return 'none';
  if (method === 'demo' && context.settings.demoSignIn) return 'demo';
  const refused = new CaseError('ERR_DECISION_SIGNATURE', 'The decision is not signed by a passkey of this person.');
  if (request.assertion === null) throw refused;
  const passkey = await transaction.findPasskey(request.assertion.id);
  if (passkey === null || passkey.tenant !== staff.tenant || passkey.staffId !== staff.staffId) throw refused;
  const challenge = bytesToBase64Url(hexToBytes(decision.decisionHash));
  const { verified, counter } = await context.passkeys.verifyAssertion({
    response: request.assertion,
    challenge,
    passkey,
  });
  if (!verified) throw refused;
  await transaction.setPasskeyCounter(passkey.credentialId, counter);
  return 'passkey';
}

/** The first approval covers exactly what the second one does, or it is void. */
async function assertProposalStands(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow },
): Promise<void> {
  const { transaction, row } = options;
  const proposal = row.proposalHash === null ? null : await transaction.findDecision(row.proposalHash);
  const isVoid = new CaseError('ERR_CASE_APPROVAL_VOID', 'The first approval no longer covers this case.');
  if (proposal === null || proposal.state !== 'made' || proposal.action !== 'propose') throw isVoid;
  const person = await transaction.findPerson(row.personId);
  if (person === null) throw isVoid;
  const reason =
    proposal.sealedReason === null
      ? null
      : await context.vault.openFor({
          ...person,
          context: `reason:${proposal.decisionHash}`,
          sealed: proposal.sealedReason,
        });
  const recomputed = await hashDecision({
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: proposal.caseVersion,
    action: 'propose',
    assessment: row.assessment,
    applicationHash: row.applicationHash,
    proposalHash: null,
    reasonDigest: reason === null ? null : await context.vault.digest('reason', `${row.caseId}|${reason}`),
    staffId: proposal.staffId,
    nonce: proposal.nonce,
  });
  if (recomputed !== proposal.decisionHash || proposal.staffId !== row.proposerId) throw isVoid;
}

/**
 * From the approval on, the bank recognises the person by what it has checked here. Whatever applications said before
 * ties nobody to anybody.
 */
async function claimPersonTags(
  { vault }: IssuerContext,
  { transaction, row }: { transaction: IssuerTransaction; row: CaseRow },
): Promise<void> {
  const person = await transaction.findPerson(row.personId);
  if (person === null) throw new CaseError('ERR_CASE_UNKNOWN', 'The person is gone.');
  const tags = await computePersonTags({ vault, application: await openApplication({ vault, person, row }) });
  if (!(await transaction.addPersonTags(row.tenant, row.personId, tags))) {
    throw new CaseError('ERR_CASE_PERSON_KNOWN', 'The bank knows this person under another file.');
  }
}

function applyDecision(options: {
  row: CaseRow;
  decision: DecisionRow;
  state: CaseRow['state'];
  now: number;
}): CaseRow {
  const { row, decision, state, now } = options;
  const changed = { ...row, state, version: row.version + 1, updatedAt: now };
  if (decision.action === 'propose') {
    return {
      ...changed,
      assessment: decision.assessment,
      proposerId: decision.staffId,
      proposalHash: decision.decisionHash,
      approverId: null,
    };
  }
  if (decision.action === 'approve') return { ...changed, approverId: decision.staffId };
  if (decision.action === 'return') {
    return { ...changed, assessment: null, proposerId: null, proposalHash: null, approverId: null };
  }
  return changed;
}
