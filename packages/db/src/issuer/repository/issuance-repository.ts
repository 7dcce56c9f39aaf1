import type { CredentialRow, IssuanceRow, IssuerTransaction, OfferRow } from '@postern/issuer';
import type {
  Credential as CredentialModel,
  CredentialOffer as OfferModel,
  Issuance as IssuanceModel,
} from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addOffer'
  | 'findOffer'
  | 'findLatestOffer'
  | 'withdrawOffers'
  | 'countOfferTry'
  | 'closeOffer'
  | 'addIssuance'
  | 'findIssuance'
  | 'saveIssuance'
  | 'addAccessToken'
  | 'findAccessToken'
  | 'addProofNonce'
  | 'takeProofNonce'
  | 'addCredentialIntent'
  | 'markCredentialIssued'
  | 'listCredentials'
  | 'findCredentialsByNotification'
  | 'setNotification'
>;

const toOffer = ({ sequence: _order, ...model }: OfferModel): OfferRow => ({
  ...model,
  state: model.state as OfferRow['state'],
  createdAt: toSeconds(model.createdAt),
  expiresAt: toSeconds(model.expiresAt),
});

const toIssuance = (model: IssuanceModel): IssuanceRow => ({
  ...model,
  validUntil: toSeconds(model.validUntil),
  createdAt: toSeconds(model.createdAt),
});

const fromIssuance = (row: IssuanceRow) => ({
  ...row,
  sealedRecord: toBytes(row.sealedRecord),
  validUntil: toDate(row.validUntil),
  createdAt: toDate(row.createdAt),
});

const toCredential = ({ sequence: _order, ...model }: CredentialModel): CredentialRow => ({
  ...model,
  state: model.state as CredentialRow['state'],
  revokedAt: toNullableSeconds(model.revokedAt),
  suspendedAt: toNullableSeconds(model.suspendedAt),
  validUntil: toSeconds(model.validUntil),
  createdAt: toSeconds(model.createdAt),
  issuedAt: toNullableSeconds(model.issuedAt),
});

/** Offers, tokens, nonces and credential copies. */
export const createIssuanceRepository = (db: PrismaTransaction): Methods => ({
  addOffer: async (row) => {
    await db.credentialOffer.create({
      data: {
        ...row,
        sealedCode: toBytes(row.sealedCode),
        sealedTxCode: toBytes(row.sealedTxCode),
        createdAt: toDate(row.createdAt),
        expiresAt: toDate(row.expiresAt),
      },
    });
  },
  findOffer: async (tenant, offerId) => {
    const model = await db.credentialOffer.findUnique({ where: { offerId, tenant } });
    return model === null ? null : toOffer(model);
  },
  findLatestOffer: async (tenant, caseId) => {
    const model = await db.credentialOffer.findFirst({
      where: { tenant, caseId },
      orderBy: { sequence: 'desc' },
    });
    return model === null ? null : toOffer(model);
  },
  withdrawOffers: async (tenant, caseId) => {
    await db.credentialOffer.updateMany({ where: { tenant, caseId, state: 'open' }, data: { state: 'withdrawn' } });
  },
  countOfferTry: async ({ tenant, codeHash, now, limit }) => {
    const [counted] = await db.credentialOffer.updateManyAndReturn({
      where: { tenant, codeHash, state: 'open', expiresAt: { gt: toDate(now) }, tries: { lt: limit } },
      data: { tries: { increment: 1 } },
    });
    return counted === undefined ? null : toOffer(counted);
  },
  closeOffer: async (offerId, state) => {
    const { count } = await db.credentialOffer.updateMany({ where: { offerId, state: 'open' }, data: { state } });
    return count === 1;
  },
  addIssuance: async (row) => {
    await db.issuance.create({ data: fromIssuance(row) });
  },
  findIssuance: async (issuanceId) => {
    const model = await db.issuance.findUnique({ where: { issuanceId } });
    return model === null ? null : toIssuance(model);
  },
  saveIssuance: async (row) => {
    await db.issuance.update({ where: { issuanceId: row.issuanceId }, data: fromIssuance(row) });
  },
  addAccessToken: async (token) => {
    await db.accessToken.deleteMany({ where: { expiresAt: { lt: new Date() } } });
    await db.accessToken.create({ data: { ...token, expiresAt: toDate(token.expiresAt) } });
  },
  findAccessToken: async (tokenHash) => {
    const model = await db.accessToken.findUnique({ where: { tokenHash } });
    return model === null ? null : { ...model, expiresAt: toSeconds(model.expiresAt) };
  },
  addProofNonce: async (nonce) => {
    await db.proofNonce.deleteMany({ where: { expiresAt: { lt: new Date() } } });
    await db.proofNonce.create({ data: { ...nonce, expiresAt: toDate(nonce.expiresAt) } });
  },
  takeProofNonce: async ({ tenant, nonceHash, now }) => {
    const { count } = await db.proofNonce.deleteMany({
      where: { tenant, nonceHash, expiresAt: { gt: toDate(now) } },
    });
    return count === 1;
  },
  addCredentialIntent: async (row) => {
    // A taken index must not abort the transaction, so the conflict is skipped, not thrown.
    const { count } = await db.credential.createMany({
      data: [
        {
          ...row,
          revokedAt: toNullableDate(row.revokedAt),
          suspendedAt: toNullableDate(row.suspendedAt),
          validUntil: toDate(row.validUntil),
          createdAt: toDate(row.createdAt),
          issuedAt: toNullableDate(row.issuedAt),
        },
      ],
      skipDuplicates: true,
    });
    return count === 1;
  },
  markCredentialIssued: async (credentialId, issuedAt) => {
    await db.credential.update({ where: { credentialId }, data: { state: 'issued', issuedAt: toDate(issuedAt) } });
  },
  listCredentials: async (filter) =>
    (await db.credential.findMany({ where: filter, orderBy: { sequence: 'asc' } })).map(toCredential),
  findCredentialsByNotification: async (tenant, notificationId) =>
    (await db.credential.findMany({ where: { tenant, notificationId } })).map(toCredential),
  setNotification: async (tenant, notificationId, event) => {
    await db.credential.updateMany({ where: { tenant, notificationId }, data: { notification: event } });
  },
});
