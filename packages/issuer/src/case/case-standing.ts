import { CaseError } from '../error.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, PersonRow } from '../rows.ts';
import type { CaseStanding } from './case-transitions.ts';

/** What of a case decides which actions it allows. */
export function standingOf(options: { row: CaseRow; person: PersonRow }): CaseStanding {
  return { ...options.row, merged: options.person.mergedInto !== null };
}

/** @throws {CaseError} `ERR_CASE_UNKNOWN` the person of the case is gone */
export async function requirePerson(options: { transaction: IssuerTransaction; row: CaseRow }): Promise<PersonRow> {
  const person = await options.transaction.findPerson(options.row.personId);
  if (person === null) throw new CaseError('ERR_CASE_UNKNOWN', 'The person of the case is gone.');
  return person;
}
