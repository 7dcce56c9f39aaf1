import { type ApplicationData, type Assessment, type CaseDetail, zCaseState } from '@postern/protocol';

import { findBlockers } from '../assessment/find-blockers.ts';
import { CaseError, IssuanceError } from '../error.ts';
import { findCandidates, type FoundCandidates, HOLDING_STATES, holderOf } from '../identity/find-candidates.ts';
import { assertApprovalStands, type BrokenPart } from '../issuance/assert-approval-stands.ts';
import { describeOffer } from '../offer/describe-offer.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CredentialRow, PersonRow, StaffRow } from '../rows.ts';
import { readStanding, requirePerson } from './case-standing.ts';
import { listAllowedActions, listMeasures } from './case-transitions.ts';
import { findProposal } from './describe-decision.ts';
import { displayName } from './display-name.ts';
import { ifReadable } from './if-readable.ts';
import { listEvents } from './list-events.ts';
import { openApplication, openAssessment, openReason } from './personal-data.ts';
import { describeStatus, summariseCase } from './summarise-case.ts';

/** Everything about one case. @throws {CaseError} `ERR_CASE_UNKNOWN`, also for another tenant's case */
export async function readCase(
  context: IssuerContext,
  options: { tenant: string; caseId: string; staff: StaffRow },
): Promise<CaseDetail> {
  const { store, vault, clock, settings } = context;
  const { tenant, caseId, staff } = options;
  const now = clock.now();
  return store.transaction(async (transaction) => {
    const row = await transaction.findCase(tenant, caseId);
    if (row === null) throw new CaseError('ERR_CASE_UNKNOWN', 'There is no such case.');
    const person = await requirePerson({ transaction, row });
    const unreadable = { table: 'kyc_case', id: caseId };
    const opened = await ifReadable(context, unreadable, async () => ({
      state: zCaseState.parse(row.state),
      application: await openApplication({ vault, person, row }),
      assessment: await openAssessment({ vault, person, id: caseId, sealed: row.sealedAssessment }),
    }));
    if (opened === null) throw new CaseError('ERR_CASE_UNREADABLE', 'What is stored of this case does not open.');
    const { application, assessment } = opened;
    const members = await transaction.listStaff(tenant, { alsoRemoved: true });
    const names = new Map(members.map((member) => [member.staffId, member.name]));
    const [newest] = await transaction.listNewestCredentials([caseId]);
    const offer = await transaction.findLatestOffer(tenant, caseId);
    const proposal = await findProposal({ transaction, row });
    const standing = await readStanding({ transaction, row, person });
    const actions = listAllowedActions({ standing, staff });
    const { measure, ...summary } = summariseCase({ row, application, names, newest, now });
    return {
      ...summary,
      application,
      ...(await describeBrokenApproval(context, { transaction, row, person })),
      ...(assessment === null ? {} : { assessment: nameFinders({ assessment, names }) }),
      blockers: isUndecided(row) ? findBlockers({ application, assessment, now }) : [],
      ...(await showCandidates(context, { transaction, row, person, application })),
      ...(proposal?.identity ? { identityAnswers: [...proposal.identity.answers] } : {}),
      samePerson: await listSamePerson(context, { transaction, row, person }),
      ...(measure === undefined
        ? {}
        : { measure: { ...measure, reason: await readMeasureReason(context, { transaction, row, person }) } }),
      ...(summary.proposer === undefined ? {} : { proposedBy: summary.proposer.name }),
      ...(row.approverId === null ? {} : { approvedBy: names.get(row.approverId) ?? row.approverId }),
      events: await listEvents(context, { transaction, row, person, names }),
      actions,
      measures: actions.includes('propose_measure') ? listMeasures(standing) : [],
      ...(await describeRebinding({ transaction, row })),
      ...(offer === null ? {} : { offer: await describeOffer({ offer, now, settings, vault }) }),
      ...(newest === undefined ? {} : { credential: await describeCredential({ transaction, row, newest }) }),
    };
  });
}

/** Whether what stands here is what two people approved; every reading looks, before a wallet asks. */
async function describeBrokenApproval(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow },
): Promise<Pick<CaseDetail, 'approvalBroken'>> {
  const { state } = options.row;
  if (state !== 'approved' && state !== 'active' && state !== 'suspended') return {};
  try {
    await assertApprovalStands(context, options);
    return {};
  } catch (error) {
    if (!(error instanceof IssuanceError) || error.code !== 'ERR_ISSUANCE_APPROVAL_BROKEN') throw error;
    return { approvalBroken: error.details.part as BrokenPart };
  }
}

function isUndecided(row: CaseRow): boolean {
  return row.state === 'submitted' || row.state === 'in_review' || row.state === 'second_approval';
}

/** Candidates matter until the decision; after it, those that issuing would stop at. */
async function showCandidates(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow; application: ApplicationData },
): Promise<FoundCandidates> {
  const { row } = options;
  if (isUndecided(row)) return findCandidates(context, options);
  if (row.state !== 'approved') return { candidates: [], candidatesHash: '' };
  const found = await findCandidates(context, { ...options, states: HOLDING_STATES });
  const answers = await options.transaction.listIdentityAnswers(row.tenant, { caseId: row.caseId });
  const answered = new Set(answers.map(({ otherPersonId }) => otherPersonId));
  return { ...found, candidates: found.candidates.filter(({ personId }) => !answered.has(personId)) };
}

function nameFinders(options: { assessment: Assessment; names: ReadonlyMap<string, string> }): Assessment {
  const { assessment, names } = options;
  return {
    ...assessment,
    findings: assessment.findings.map((finding) => ({
      ...finding,
      foundBy: names.get(finding.foundBy) ?? finding.foundBy,
    })),
  };
}

async function listSamePerson(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow },
): Promise<CaseDetail['samePerson']> {
  const { transaction, row, person } = options;
  const group = await transaction.listPersonGroup(holderOf(person));
  const byId = new Map(group.map((member) => [member.personId, member]));
  const cases = await transaction.listCasesOfPersons(row.tenant, [...byId.keys()]);
  const others = [];
  for (const other of cases) {
    const owner = byId.get(other.personId);
    if (other.caseId === row.caseId || owner === undefined) continue;
    const unreadable = { table: 'kyc_case', id: other.caseId };
    const application = await ifReadable(context, unreadable, () =>
      openApplication({ vault: context.vault, person: owner, row: other }),
    );
    others.push({ caseId: other.caseId, displayName: application === null ? other.caseId : displayName(application) });
  }
  return others;
}

/** The newest move of a credential between wallets that the case takes part in. */
async function describeRebinding(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
}): Promise<Pick<CaseDetail, 'rebinding'>> {
  const { transaction, row } = options;
  const found = await transaction.findLatestRebinding(row.tenant, row.caseId);
  if (found === null) return {};
  const { state, startedAt, dueAt } = found;
  const otherCaseIds = [...new Set([found.caseId, ...found.oldCaseIds])].filter((caseId) => caseId !== row.caseId);
  return { rebinding: { state, startedAt, dueAt, otherCaseIds } };
}

async function readMeasureReason(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow },
): Promise<string> {
  const { transaction, row, person } = options;
  const decision = row.measureHash === null ? null : await transaction.findDecision(row.measureHash);
  if (decision === null) return '';
  const unreadable = { table: 'decision', id: decision.decisionHash };
  return (await ifReadable(context, unreadable, () => openReason({ vault: context.vault, person, decision }))) ?? '';
}

async function describeCredential(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  newest: CredentialRow;
}): Promise<NonNullable<CaseDetail['credential']>> {
  const { transaction, row, newest } = options;
  const anchors = await transaction.listLatestAnchors(row.tenant, newest.listId);
  return {
    ...(newest.issuedAt === null ? {} : { issuedAt: newest.issuedAt }),
    validUntil: newest.validUntil,
    status: describeStatus({ row, credential: newest }),
    anchored: anchors.every(({ state }) => state === 'confirmed'),
    ...(anchors[0]?.transactionHash ? { anchorTransaction: anchors[0].transactionHash } : {}),
  };
}
