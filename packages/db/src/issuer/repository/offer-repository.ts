import type { IssuanceRow, IssuerTransaction, OfferRow } from '@postern/issuer';
import type { CredentialOffer as OfferModel, Issuance as IssuanceModel } from '../../generated/issuer/client.ts';
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
  | 'withdrawIssuances'
>;

const toOffer = ({ sequence: _order, ...model }: OfferModel): OfferRow => ({
  ...model,
  state: model.state as OfferRow['state'],
  createdAt: toSeconds(model.createdAt),
  expiresAt: toSeconds(model.expiresAt),
});

const toIssuance = (model: IssuanceModel): IssuanceRow => ({
  ...model,
  validUntil: toNullableSeconds(model.validUntil),
  withdrawnAt: toNullableSeconds(model.withdrawnAt),
  createdAt: toSeconds(model.createdAt),
});

const fromIssuance = (row: IssuanceRow) => ({
  ...row,
  sealedRecord: row.sealedRecord === null ? null : toBytes(row.sealedRecord),
  validUntil: toNullableDate(row.validUntil),
  withdrawnAt: toNullableDate(row.withdrawnAt),
  createdAt: toDate(row.createdAt),
});

/** Offers, and what a redeemed one may issue. */
export const createOfferRepository = (db: PrismaTransaction): Methods => {
  const findIssuance: Methods['findIssuance'] = async (issuanceId) => {
    const model = await db.issuance.findUnique({ where: { issuanceId } });
    return model === null ? null : toIssuance(model);
  };
  return {
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
    countOfferTry: async ({ tenant, now, limit, ...name }) => {
      const [counted] = await db.credentialOffer.updateManyAndReturn({
        where: { tenant, ...name, state: 'open', expiresAt: { gt: toDate(now) }, tries: { lt: limit } },
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
    findIssuance,
    saveIssuance: async (row) => {
      await db.issuance.update({ where: { issuanceId: row.issuanceId }, data: fromIssuance(row) });
    },
    withdrawIssuances: async ({ tenant, caseId, issuanceId, exceptIssuanceIds, now }) => {
      await db.$executeRaw`
        update issuance i set withdrawn_at = ${toDate(now)}
        where i.tenant = ${tenant} and i.case_id = ${caseId} and i.issuance_id <> all(${[...exceptIssuanceIds]})
          and (i.issuance_id = ${issuanceId}
            or exists (select 1 from deferred_issuance d where d.issuance_id = i.issuance_id))`;
    },
  };
};
