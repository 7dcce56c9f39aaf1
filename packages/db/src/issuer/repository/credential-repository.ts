import type { CredentialRow, IssuerTransaction } from '@postern/issuer';
import type { Credential as CredentialModel } from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addCredentialIntents'
  | 'markCredentialsIssued'
  | 'listCredentials'
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
    const added = await db.credential.createManyAndReturn({
      data: rows.map((row) => ({
        ...row,
        revokedAt: toNullableDate(row.revokedAt),
        suspendedAt: toNullableDate(row.suspendedAt),
        validUntil: toDate(row.validUntil),
        createdAt: toDate(row.createdAt),
        issuedAt: toNullableDate(row.issuedAt),
      })),
      skipDuplicates: true,
      select: { credentialId: true },
    });
    return added.map((row) => row.credentialId);
  },
  markCredentialsIssued: async (credentialIds, issuedAt) => {
    await db.credential.updateMany({
      where: { credentialId: { in: [...credentialIds] } },
      data: { state: 'issued', issuedAt: toDate(issuedAt) },
    });
  },
  listCredentials: async (filter) =>
    (await db.credential.findMany({ where: filter, orderBy: { sequence: 'asc' } })).map(toCredential),
  findCredentialsByNotification: async (tenant, notificationId) =>
    (await db.credential.findMany({ where: { tenant, notificationId } })).map(toCredential),
  setNotification: async (tenant, notificationId, event) => {
    await db.credential.updateMany({ where: { tenant, notificationId }, data: { notification: event } });
  },
});
