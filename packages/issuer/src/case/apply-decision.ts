import type { CaseRow, DecisionRow } from '../rows.ts';

/** The case after a decision; its assessment is sealed by the caller. */
export function applyDecision(options: {
  row: CaseRow;
  decision: DecisionRow;
  state: CaseRow['state'];
  now: number;
}): CaseRow {
  const { row, decision, state, now } = options;
  const { action, staffId, decisionHash } = decision;
  const changed = { ...row, state, version: row.version + 1, updatedAt: now };
  switch (action) {
    case 'start_review':
      return { ...changed, reviewerId: staffId };
    case 'propose':
      return { ...changed, proposerId: staffId, proposalHash: decisionHash, approverId: null };
    case 'approve':
      return { ...changed, approverId: staffId };
    case 'return':
      return { ...changed, sealedAssessment: null, proposerId: null, proposalHash: null, approverId: null };
    case 'emergency_suspend':
      return { ...changed, ...NO_MEASURE, emergencySince: now, emergencyBy: staffId };
    case 'propose_measure':
      return {
        ...changed,
        pendingMeasure: decision.measure,
        measureHash: decisionHash,
        measureBy: staffId,
        measureAt: now,
      };
    case 'withdraw_measure':
      return { ...changed, ...NO_MEASURE };
    case 'confirm_measure': {
      // Two people have now looked: the emergency is confirmed, lifted or overtaken.
      const settled = decision.measure === 'separate' || decision.measure === 'rebind' ? {} : NO_EMERGENCY;
      return { ...changed, ...NO_MEASURE, ...settled };
    }
  }
}

const NO_MEASURE = { pendingMeasure: null, measureHash: null, measureBy: null, measureAt: null };
const NO_EMERGENCY = { emergencySince: null, emergencyBy: null };
