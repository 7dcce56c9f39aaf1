import { appendAudit } from '../audit/append-audit.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, DecisionRow, PersonRow } from '../rows.ts';
import { cancelOpenRebindings } from '../rebinding/cancel-rebinding.ts';
import { findProposal } from '../case/describe-decision.ts';
import { holderOf } from './find-candidates.ts';

/** One answer in so many is drawn for a second look: 26 of 256, about one in ten. */
const SAMPLED_BELOW = 26;

/**
 * Locks everybody whom the proposal takes for the same person, in one order, and then the bank's approvals: two
 * applications of one person that are approved at once pass one after the other, and the later one sees the earlier.
 */
export async function lockDecidedPersons(options: { transaction: IssuerTransaction; row: CaseRow }): Promise<void> {
  const { transaction, row } = options;
  const proposal = await findProposal({ transaction, row });
  const same = (proposal?.identity?.answers ?? []).filter(({ answer }) => answer === 'same');
  const person = await transaction.findPerson(row.personId);
  const own = person === null ? [] : [person.personId, holderOf(person)];
  const personIds = [...own, ...same.map(({ personId }) => personId)];
  for (const personId of [...new Set(personIds)].toSorted()) await transaction.lockPerson(personId);
  await transaction.lockTenant(row.tenant);
}

/**
 * Makes true what an approval says about who the person is: the file joins those that two people called the same
 * person's, the answers are kept, and each file says so. Nothing that is live ends here.
 */
export async function settleIdentity(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; person: PersonRow; decision: DecisionRow; now: number },
): Promise<void> {
  const { transaction, row, person, decision, now } = options;
  const answers = decision.identity?.answers ?? [];
  const same = answers.filter(({ answer }) => answer === 'same').map(({ personId }) => personId);
  await keepAnswers(context, options);
  const groupId = await joinPersons({ transaction, person, same });
  const group = await transaction.listPersonGroup(groupId);
  const personIds = group.map((member) => member.personId);
  // The newest approval speaks for the person: an older grant would issue older facts over newer ones, and what waits
  // for an older one waits for nothing.
  const { tenant } = row;
  await cancelOpenRebindings({ transaction, tenant, personIds, actor: decision.staffId, now });
  await transaction.endGrants({ tenant, personIds, exceptCaseId: row.caseId, now });
}

/** Joins the files of one person: the oldest carries commitment, live seal and re-binding for all from now on. */
async function joinPersons(options: {
  transaction: IssuerTransaction;
  person: PersonRow;
  same: readonly string[];
}): Promise<string> {
  const { transaction, person, same } = options;
  if (same.length === 0) return holderOf(person);
  const roots: PersonRow[] = [];
  for (const personId of [...new Set([holderOf(person), ...same])].toSorted()) {
    const root = await transaction.lockPerson(personId);
    if (root !== null) roots.push(root);
  }
  const [oldest, ...younger] = roots.toSorted((left, right) => left.createdAt - right.createdAt) as [
    PersonRow,
    ...PersonRow[],
  ];
  for (const root of younger) {
    for (const member of await transaction.listPersonGroup(root.personId)) {
      await transaction.savePerson({ ...member, mergedInto: oldest.personId });
    }
  }
  const holding = oldest.holderCommitment === null ? younger.find((root) => root.holderCommitment !== null) : undefined;
  if (holding !== undefined) {
    const { holderCommitment, liveSealId, reboundAt } = holding;
    await transaction.savePerson({ ...holding, mergedInto: oldest.personId, liveSealId: null });
    await transaction.savePerson({ ...oldest, holderCommitment, liveSealId, reboundAt });
  }
  return oldest.personId;
}

async function keepAnswers(
  context: IssuerContext,
  options: { transaction: IssuerTransaction; row: CaseRow; decision: DecisionRow; now: number },
): Promise<void> {
  const { transaction, row, decision, now } = options;
  const { tenant, caseId } = row;
  const rows = [];
  for (const { personId, answer } of decision.identity?.answers ?? []) {
    const group = await transaction.listPersonGroup(personId);
    const cases = await transaction.listCasesOfPersons(
      tenant,
      group.map((member) => member.personId),
    );
    const [newest] = cases.toSorted((left, right) => right.submittedAt - left.submittedAt);
    const otherCaseId = newest?.caseId ?? '';
    rows.push({
      decisionHash: decision.decisionHash,
      tenant,
      caseId,
      otherPersonId: personId,
      otherCaseId,
      answer,
      proposerId: row.proposerId ?? '',
      approverId: decision.staffId,
      sampled: answer === 'another' && context.random.bytes(1)[0]! < SAMPLED_BELOW,
      answeredAt: now,
    });
    const action = answer === 'same' ? 'identity_same_person' : 'identity_another_person';
    const common = { transaction, tenant, at: now, actor: decision.staffId, action };
    await appendAudit({ ...common, caseId, details: { otherCaseId } });
    for (const other of cases) await appendAudit({ ...common, caseId: other.caseId, details: { otherCaseId: caseId } });
  }
  await transaction.addIdentityAnswers(rows);
}
