import { appendAudit } from '../audit/append-audit.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow } from '../rows.ts';

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
