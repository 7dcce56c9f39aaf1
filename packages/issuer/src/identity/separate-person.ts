import { appendAudit } from '../audit/append-audit.ts';
import type { IssuerTransaction } from '../ports.ts';
import { cancelRebinding } from '../rebinding/cancel-rebinding.ts';
import type { CaseRow, PersonRow } from '../rows.ts';
import { holderOf } from './find-candidates.ts';

/**
 * Undoes a wrong "same person": the file stands alone again and keeps the live seal that was issued for it; the others
 * keep theirs. What was revoked stays revoked, so who lost a credential by the mistake is issued a new one.
 */
export async function separatePerson(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  person: PersonRow;
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, row, person, actor, now } = options;
  if (person.mergedInto === null) return;
  const holder = await transaction.lockPerson(person.mergedInto);
  const own = await transaction.listCredentials({ tenant: row.tenant, personId: person.personId });
  const takesSeal = holder !== null && own.some((copy) => copy.credentialId === holder.liveSealId);
  await transaction.savePerson({
    ...person,
    mergedInto: null,
    holderCommitment: takesSeal ? holder.holderCommitment : null,
    liveSealId: takesSeal ? holder.liveSealId : null,
    reboundAt: 0,
  });
  await partRebindings({ transaction, row, person, actor, now });
  if (holder !== null && takesSeal) {
    await transaction.savePerson({ ...holder, holderCommitment: null, liveSealId: null, reboundAt: 0 });
  }
  const others = await transaction.listPersonGroup(person.mergedInto);
  const cases = await transaction.listCasesOfPersons(
    row.tenant,
    others.map((member) => member.personId),
  );
  const entry = { transaction, tenant: row.tenant, at: now, actor, action: 'identity_separated' };
  for (const other of cases) {
    if (other.caseId === row.caseId) continue;
    await appendAudit({ ...entry, caseId: other.caseId, details: { otherCaseId: row.caseId } });
  }
}

/** A re-binding between the files that part is cancelled; one within the file that leaves goes with it. */
async function partRebindings(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  person: PersonRow;
  actor: string;
  now: number;
}): Promise<void> {
  const { transaction, row, person, actor, now } = options;
  const { tenant } = row;
  const cases = await transaction.listCasesOfPersons(tenant, [person.personId]);
  const own = new Set(cases.map(({ caseId }) => caseId));
  for (const rebinding of await transaction.listOpenRebindings(tenant, [holderOf(person)])) {
    const sides = new Set([rebinding.caseId, ...rebinding.oldCaseIds].map((caseId) => own.has(caseId)));
    if (sides.size === 2) await cancelRebinding({ transaction, rebinding, actor, now });
    else if (sides.has(true)) await transaction.saveRebinding({ ...rebinding, personId: person.personId });
  }
}
