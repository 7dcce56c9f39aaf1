import { canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { PersonRecord } from '@postern/credential';
import type { ApplicationData, Assessment } from '@postern/protocol';

import { digestApplication } from '../case/digest-application.ts';
import { openApplication, openAssessment } from '../case/personal-data.ts';
import { recomputeDecision } from '../case/recompute-decision.ts';
import { IssuanceError, VaultError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, IssuanceRow, PersonRow } from '../rows.ts';
import { buildPersonRecord } from './build-person-record.ts';

/** Which part is not what two people approved. */
export type BrokenPart = 'application' | 'assessment' | 'proposal' | 'approval' | 'log' | 'record';

/** What two people approved, checked. */
export type StandingApproval = { application: ApplicationData; assessment: Assessment; approval: DecisionRow };

type ApprovedCase = { transaction: IssuerTransaction; row: CaseRow; person: PersonRow };

/**
 * What is issued is what two people approved: both decisions are hashed again over the application and the assessment
 * as they stand in the database now, and the approval has to be the one that the audit log tells of.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_APPROVAL_BROKEN` with the part that was changed since
 */
export async function assertApprovalStands(context: IssuerContext, options: ApprovedCase): Promise<StandingApproval> {
  const { vault } = context;
  const { transaction, row, person } = options;
  const application = await opened('application', () => openApplication({ vault, person, row }));
  if ((await digestApplication({ vault, application })) !== row.applicationHash) throw broken('application');
  const assessment = await opened('assessment', () =>
    openAssessment({ vault, person, id: row.caseId, sealed: row.sealedAssessment }),
  );
  if (assessment === null) throw broken('assessment');
  const decisions = await transaction.listDecisions(row.tenant, row.caseId);
  const made = decisions.filter(({ state }) => state === 'made');
  const proposal = made.find(({ decisionHash }) => decisionHash === row.proposalHash);
  const approval = made.findLast(({ action }) => action === 'approve');
  if (proposal?.action !== 'propose' || proposal.staffId !== row.proposerId) throw broken('proposal');
  if (approval === undefined || approval.staffId !== row.approverId) throw broken('approval');
  if (approval.staffId === proposal.staffId) throw broken('approval');
  const covers = async (decision: DecisionRow, proposalHash: string | null, part: BrokenPart): Promise<void> => {
    const described = { row, person, decision, assessment, measure: null, proposalHash };
    const hash = await opened(part, () => recomputeDecision(context, described));
    if (hash !== decision.decisionHash) throw broken(part);
  };
  await covers(proposal, null, 'proposal');
  await covers(approval, row.proposalHash, 'approval');
  const entries = await transaction.listAudit(row.tenant, { caseId: row.caseId });
  const told = entries.findLast(({ action }) => action === 'case_approve');
  if (told?.details.decisionHash !== approval.decisionHash) throw broken('log');
  return { application, assessment, approval };
}

/**
 * The record that the credentials of an issuance are made from is the one that follows from what was approved.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_APPROVAL_BROKEN`
 */
export async function assertRecordStands(
  context: IssuerContext,
  options: { standing: StandingApproval; issuance: IssuanceRow; person: PersonRow },
): Promise<void> {
  const { vault, settings } = context;
  const { standing, issuance, person } = options;
  const { application, assessment, approval } = standing;
  if (issuance.sealedRecord === null || issuance.approvalHash !== approval.decisionHash) throw broken('record');
  const sealed = issuance.sealedRecord;
  const text = await opened('record', () =>
    vault.openFor({ ...person, context: `record:${issuance.issuanceId}`, sealed }),
  );
  const record = JSON.parse(text) as PersonRecord;
  // A bank may begin or cease to mark test data in between; a mark is never lost.
  const testData = settings.markTestData || record.testData;
  const expected = buildPersonRecord({ application, assessment, now: record.issuedAt, testData });
  if (canonical(expected) !== canonical({ ...record, testData })) throw broken('record');
}

/** Undefined members are no members. */
function canonical(record: PersonRecord): string {
  return canonicalizeJson(JSON.parse(JSON.stringify(record)) as JsonValue);
}

async function opened<T>(part: BrokenPart, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (!(cause instanceof VaultError)) throw cause;
    throw broken(part, cause);
  }
}

function broken(part: BrokenPart, cause?: unknown): IssuanceError {
  const details = { part };
  return new IssuanceError('ERR_ISSUANCE_APPROVAL_BROKEN', 'The case is not what two people approved.', {
    details,
    cause,
  });
}
