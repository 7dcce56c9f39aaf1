import type { IssuerTransaction } from '../ports.ts';
import type { PersonRow, RebindingRow } from '../rows.ts';

/** The person whose row carries commitment and live seal for this one, locked after it. */
export async function lockHolder(options: {
  transaction: IssuerTransaction;
  personId: string;
}): Promise<PersonRow | null> {
  const { transaction, personId } = options;
  const person = await transaction.lockPerson(personId);
  return person?.mergedInto ? transaction.lockPerson(person.mergedInto) : person;
}

/**
 * The re-binding as it stands under its person's lock, and that person. Everything that begins, changes or ends one holds
 * that lock, so of two at once the second finds what the first left.
 */
export async function lockRebinding(options: {
  transaction: IssuerTransaction;
  tenant: string;
  rebindingId: string;
}): Promise<{ rebinding: RebindingRow; holder: PersonRow } | null> {
  const { transaction, tenant, rebindingId } = options;
  const known = await transaction.findRebinding(tenant, rebindingId);
  const holder = known === null ? null : await transaction.lockPerson(known.personId);
  const rebinding = holder === null ? null : await transaction.findRebinding(tenant, rebindingId);
  return rebinding === null || holder === null ? null : { rebinding, holder };
}
