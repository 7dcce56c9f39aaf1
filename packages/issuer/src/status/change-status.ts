import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, CopyRow } from '../rows.ts';
import { queueAnchor } from './queue-anchor.ts';

/** Flips the status of every credential copy of a case and queues the anchor, in the caller's transaction. */
export async function changeCaseStatus(options: {
  transaction: IssuerTransaction;
  row: CaseRow;
  action: 'suspend' | 'reinstate' | 'revoke';
  now: number;
}): Promise<void> {
  const { transaction, row, action, now } = options;
  const credentials = await transaction.listCredentials({ tenant: row.tenant, caseId: row.caseId });
  const live = credentials.filter((credential) => credential.revokedAt === null);
  if (action === 'revoke') {
    await revokeCredentials({ transaction, credentials: live, now });
    const person = await transaction.lockPerson(row.personId);
    const holder = person?.mergedInto ? await transaction.lockPerson(person.mergedInto) : person;
    if (holder !== null && live.some((credential) => credential.credentialId === holder.liveSealId)) {
      await transaction.savePerson({ ...holder, liveSealId: null });
    }
    return;
  }
  await transaction.setCredentialStatus({
    credentialIds: live.map((credential) => credential.credentialId),
    suspendedAt: action === 'suspend' ? now : null,
    changedAt: now,
  });
  await queueFor({ transaction, credentials: live, now });
}

/** Revokes copies for ever and queues the anchor, in the caller's transaction. */
export async function revokeCredentials(options: {
  transaction: IssuerTransaction;
  credentials: readonly CopyRow[];
  now: number;
}): Promise<void> {
  const { transaction, credentials, now } = options;
  await transaction.setCredentialStatus({
    credentialIds: credentials.map((credential) => credential.credentialId),
    revokedAt: now,
    changedAt: now,
  });
  await queueFor({ transaction, credentials, now });
}

async function queueFor(options: {
  transaction: IssuerTransaction;
  credentials: readonly CopyRow[];
  now: number;
}): Promise<void> {
  const { transaction, credentials, now } = options;
  const lists = new Map(credentials.map(({ tenant, listId }) => [`${tenant}/${listId}`, { tenant, listId }]));
  for (const list of lists.values()) await queueAnchor({ transaction, ...list, now });
}
