import { CaseError } from '../error.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow, RebindingRow } from '../rows.ts';
import type { CaseStanding } from './case-transitions.ts';

/** What of a case decides which actions it allows. */
export async function readStanding(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  person: PersonRow;
}): Promise<CaseStanding> {
  const { transaction, row, person } = options;
  const latest = await transaction.findLatestRebinding(row.tenant, row.caseId);
  return { ...row, merged: person.mergedInto !== null, rebinding: latest !== null && isOldSide(latest, row) };
}

function isOldSide(rebinding: RebindingRow, row: CaseRow): boolean {
  return rebinding.endedAt === null && rebinding.oldCaseIds.includes(row.caseId);
}

/** @throws {CaseError} `ERR_CASE_UNKNOWN` the person of the case is gone */
export async function requirePerson(options: { transaction: IssuerTransaction; row: CaseRow }): Promise<PersonRow> {
  const person = await options.transaction.findPerson(options.row.personId);
  if (person === null) throw new CaseError('ERR_CASE_UNKNOWN', 'The person of the case is gone.');
  return person;
}
