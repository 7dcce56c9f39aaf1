import { CaseError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, PersonRow } from '../rows.ts';
import { digestReason } from './describe-decision.ts';
import { hashDecision } from './hash-decision.ts';
import { openAssessment, openReason } from './personal-data.ts';

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
  const reason = await openReason({ vault, person, decision: proposal });
  const assessment =
    kind === 'propose' ? await openAssessment({ vault, person, id: row.caseId, sealed: row.sealedAssessment }) : null;
  const recomputed = await hashDecision({
    tenant: row.tenant,
    caseId: row.caseId,
    caseVersion: proposal.caseVersion,
    action: kind,
    assessment,
    identity: proposal.identity,
    measure: kind === 'propose_measure' ? row.pendingMeasure : null,
    applicationHash: row.applicationHash,
    proposalHash: null,
    reasonDigest: reason === null ? null : await digestReason(context, { caseId: row.caseId, reason }),
    staffId: proposal.staffId,
    nonce: proposal.nonce,
  });
  if (recomputed !== proposal.decisionHash || proposal.staffId !== by) throw isVoid;
  return proposal;
}
