import type { CredentialRow, IssuerTransaction } from '@postern/issuer';
import { type Credential as CredentialModel, Prisma } from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addCredentialIntents'
  | 'markCredentialsIssued'
  | 'listCredentials'
  | 'listNewestCredentials'
  | 'listCopies'
  | 'findCredentialsByNotification'
  | 'setNotification'
>;

const toCredential = ({ sequence: _order, ...model }: CredentialModel): CredentialRow => ({
  ...model,
  state: model.state as CredentialRow['state'],
  revokedAt: toNullableSeconds(model.revokedAt),
  suspendedAt: toNullableSeconds(model.suspendedAt),
  validUntil: toSeconds(model.validUntil),
  createdAt: toSeconds(model.createdAt),
  issuedAt: toNullableSeconds(model.issuedAt),
});

/** Credential copies. */
export const createCredentialRepository = (db: PrismaTransaction): Methods => ({
  addCredentialIntents: async (rows) => {
    // A taken index must not abort the transaction, so the conflict is skipped, not thrown.
    const values = rows.map(
      (row) => Prisma.sql`(${row.credentialId}, ${row.tenant}, ${row.issuanceId}, ${row.caseId}, ${row.personId},
        ${row.configurationId}, ${row.listId}::int, ${row.statusIndex}::int, ${row.keyThumbprint}, ${row.state},
        ${toNullableDate(row.revokedAt)}::timestamptz, ${toNullableDate(row.suspendedAt)}::timestamptz,
        ${toDate(row.validUntil)}::timestamptz, ${toDate(row.createdAt)}::timestamptz,
        ${toNullableDate(row.issuedAt)}::timestamptz, ${row.notificationId}, ${row.notification})`,
    );
    const added = await db.$queryRaw<{ id: string }[]>`
      insert into credential (credential_id, tenant, issuance_id, case_id, person_id, configuration_id, list_id,
        status_index, key_thumbprint, state, revoked_at, suspended_at, valid_until, created_at, issued_at,
        notification_id, notification)
      values ${Prisma.join(values)} on conflict do nothing returning credential_id as id`;
    return added.map((row) => row.id);
  },
  markCredentialsIssued: async ({ tenant, caseId, credentialIds, issuedAt }) => {
    const [marked] = await db.$queryRaw<{ state: string }[]>`
      with locked as (
        select case_id, state from kyc_case where case_id = ${caseId} and tenant = ${tenant} for update
      ), marked as (
        update credential set state = 'issued', issued_at = ${toDate(issuedAt)}
        where credential_id = any(${[...credentialIds]})
          and exists (select 1 from locked where state in ('approved', 'active'))
        returning 1
      )
      select state from locked where (select count(*) from marked) > 0`;
    if (marked === undefined) return false;
    if (marked.state === 'approved') {
      await db.$executeRaw`
        update kyc_case set state = 'active', version = version + 1, updated_at = ${toDate(issuedAt)}
        where case_id = ${caseId} and tenant = ${tenant} and state = 'approved'`;
    }
    return true;
  },
  listCredentials: async (filter) =>
    (await db.credential.findMany({ where: filter, orderBy: { sequence: 'asc' } })).map(toCredential),
  listCopies: async (credentialIds) => {
    const where = { credentialId: { in: [...credentialIds] } };
    return (await db.credential.findMany({ where, orderBy: { sequence: 'asc' } })).map(toCredential);
  },
  listNewestCredentials: async (caseIds) => {
    const models = await db.credential.findMany({
      where: { caseId: { in: [...caseIds] }, state: 'issued' },
      distinct: ['caseId'],
      orderBy: [{ caseId: 'asc' }, { sequence: 'desc' }],
    });
    return models.map(toCredential);
  },
  findCredentialsByNotification: async (tenant, notificationId) =>
    (await db.credential.findMany({ where: { tenant, notificationId } })).map(toCredential),
  setNotification: async (tenant, notificationId, event) => {
    await db.credential.updateMany({ where: { tenant, notificationId }, data: { notification: event } });
  },
});
