import { holderOf } from '../identity/find-candidates.ts';
import { readIssuanceState } from '../issuance/fix-issuance.ts';
import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow } from '../rows.ts';
import { readOfferState } from './read-offer-state.ts';

/**
 * Whether the applicant may have an offer now: before the decision always, after it only in place of one that ended
 * before anything was collected, and only for the file whose approval speaks for the person.
 */
export async function mayRequestOffer(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  now: number;
}): Promise<boolean> {
  const { transaction, row, now } = options;
  const state = readIssuanceState(row);
  if (state !== 'open') return state === 'waiting';
  const offer = await transaction.findLatestOffer(row.tenant, row.caseId);
  if (offer === null) return false;
  const offerState = readOfferState({ offer, now });
  if (offerState !== 'expired' && offerState !== 'locked') return false;
  const copies = await transaction.listCredentials({ tenant: row.tenant, caseId: row.caseId });
  if (copies.some((copy) => copy.state === 'issued' && copy.revokedAt === null)) return false;
  return speaksForPerson({ transaction, row });
}

/** No other file of the same person was approved later: an older one would bring back older facts. */
async function speaksForPerson(options: { transaction: IssuerTransaction; row: CaseRow }): Promise<boolean> {
  const { transaction, row } = options;
  const person = await transaction.findPerson(row.personId);
  if (person === null) return false;
  const group = await transaction.listPersonGroup(holderOf(person));
  const personIds = group.map(({ personId }) => personId);
  return (await transaction.findNewestApproved(row.tenant, personIds)) === row.caseId;
}
