import type { IssuerTransaction } from '../ports.ts';
import type { CaseRow, CredentialRow } from '../rows.ts';
import { lockHolder } from '../rebinding/lock-rebinding.ts';
import { queueAnchor } from './queue-anchor.ts';

type Copy = Pick<CredentialRow, 'credentialId' | 'tenant' | 'listId'>;

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
    const holder = await lockHolder({ transaction, personId: row.personId });
    if (holder !== null && live.some((credential) => credential.credentialId === holder.liveSealId)) {
      await transaction.savePerson({ ...holder, liveSealId: null });
    }
    return;
  }
  await setSuspended({ transaction, credentials: live, suspendedAt: action === 'suspend' ? now : null, now });
}

/** Suspends copies, or ends their suspension, and queues the anchor, in the caller's transaction. */
export async function setSuspended(options: {
  transaction: IssuerTransaction;
  credentials: readonly Copy[];
  suspendedAt: number | null;
  now: number;
}): Promise<void> {
  const { transaction, credentials, suspendedAt, now } = options;
  const credentialIds = credentials.map((credential) => credential.credentialId);
  await transaction.setCredentialStatus({ credentialIds, suspendedAt, changedAt: now });
  await queueFor({ transaction, credentials, now });
}

/** Revokes copies for ever and queues the anchor, in the caller's transaction. */
export async function revokeCredentials(options: {
  transaction: IssuerTransaction;
  credentials: readonly Copy[];
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
  credentials: readonly Copy[];
  now: number;
}): Promise<void> {
  const { transaction, credentials, now } = options;
  const lists = new Map(credentials.map(({ tenant, listId }) => [`${tenant}/${listId}`, { tenant, listId }]));
  for (const list of lists.values()) await queueAnchor({ transaction, ...list, now });
}
