import type { DecisionDraft } from '@postern/protocol';

import { CaseError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { StaffRow } from '../rows.ts';
import { createToken } from '../vault/hash-token.ts';
import { assertActionAllowed } from './case-transitions.ts';
import { describeDecision } from './describe-decision.ts';
import { hashDecision } from './hash-decision.ts';
import { sealAssessment } from './personal-data.ts';
import { readStanding, requirePerson } from './case-standing.ts';

/** Time a prepared decision waits for its signature, seconds. */
export const DECISION_LIFE_SECONDS = 600;

/**
 * Prepares a decision for signing: everything it says is fixed under one hash. Nothing of the case changes yet.
 *
 * @throws {CaseError} unknown case, action not allowed, or a draft that does not say what it must
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
    const person = await requirePerson({ transaction, row });
    const standing = await readStanding({ transaction, row, person });
    assertActionAllowed({ standing, action: draft.action, measure: draft.measure, staff });
    const body = await describeDecision(context, {
      transaction,
      row,
      person,
      staff,
      draft,
      nonce: createToken(random),
    });
    const decisionHash = await hashDecision(body);
    await transaction.addDecision({
      decisionHash,
      tenant,
      caseId,
      caseVersion: row.version,
      staffId: staff.staffId,
      action: draft.action,
      sealedAssessment: await sealAssessment({ vault, person, id: decisionHash, assessment: body.assessment }),
      identity: body.identity,
      measure: body.measure,
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
