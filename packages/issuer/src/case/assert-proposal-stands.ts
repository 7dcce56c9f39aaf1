import { CaseError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, PersonRow } from '../rows.ts';
import { openAssessment } from './personal-data.ts';
import { recomputeDecision } from './recompute-decision.ts';

/**
 * The first signature covers exactly what the second one does, or it is void: the hash of the proposal is computed
 * again from the case as it stands now.
 *
 * @throws {CaseError} `ERR_CASE_APPROVAL_VOID`
 */
export async function assertProposalStands(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow; kind: 'propose' | 'propose_measure' },
): Promise<DecisionRow> {
  const { vault } = context;
  const { transaction, row, person, kind } = options;
  const [hash, by] = kind === 'propose' ? [row.proposalHash, row.proposerId] : [row.measureHash, row.measureBy];
  const proposal = hash === null ? null : await transaction.findDecision(hash);
  const isVoid = new CaseError('ERR_CASE_APPROVAL_VOID', 'The first approval no longer covers this case.');
  if (proposal === null || proposal.state !== 'made' || proposal.action !== kind) throw isVoid;
  const assessment =
    kind === 'propose' ? await openAssessment({ vault, person, id: row.caseId, sealed: row.sealedAssessment }) : null;
  const measure = kind === 'propose_measure' ? row.pendingMeasure : null;
  const recomputed = await recomputeDecision(context, {
    ...{ row, person, decision: proposal, assessment, measure },
    proposalHash: null,
  });
  if (recomputed !== proposal.decisionHash || proposal.staffId !== by) throw isVoid;
  // Who left the bank decides nothing any more, not even one half.
  if ((await transaction.findStaff(row.tenant, proposal.staffId)) === null) throw isVoid;
  return proposal;
}
