import type { Assessment } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { CaseRow, DecisionRow, PersonRow } from '../rows.ts';
import { digestReason } from './describe-decision.ts';
import { hashDecision } from './hash-decision.ts';
import { openReason } from './personal-data.ts';

/** The hash that a decision has if it covers the case as it stands now; hex. */
export async function recomputeDecision(
  context: IssuerContext,
  options: {
    row: CaseRow;
    person: PersonRow;
    decision: DecisionRow;
    assessment: Assessment | null;
    measure: CaseRow['pendingMeasure'];
    /** Of the proposal that it confirms. */
    proposalHash: string | null;
  },
): Promise<string> {
  const { row, person, decision, assessment, measure, proposalHash } = options;
  const reason = await openReason({ vault: context.vault, person, decision });
  return hashDecision({
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: decision.caseVersion,
    action: decision.action,
    assessment,
    identity: decision.identity,
    measure,
    applicationHash: row.applicationHash,
    proposalHash,
    reasonDigest: reason === null ? null : await digestReason(context, { caseId: row.caseId, reason }),
    staffId: decision.staffId,
    nonce: decision.nonce,
  });
}
