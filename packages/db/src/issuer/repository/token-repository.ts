import type { GrantRow, IssuerTransaction, RefreshTokenRow } from '@postern/issuer';
import type { TokenGrant as GrantModel } from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addGrant'
  | 'findGrant'
  | 'saveGrant'
  | 'endGrants'
  | 'endGrantsOf'
  | 'addAccessToken'
  | 'addRefreshToken'
  | 'findRefreshToken'
  | 'useRefreshToken'
  | 'useOnce'
  | 'purgeExpired'
>;

const toGrant = (model: GrantModel): GrantRow => ({
  ...model,
  configurationIds: model.configurationIds as string[],
  createdAt: toSeconds(model.createdAt),
  revokedAt: toNullableSeconds(model.revokedAt),
});

const fromGrant = (row: GrantRow) => ({
  ...row,
  configurationIds: [...row.configurationIds],
  createdAt: toDate(row.createdAt),
  revokedAt: toNullableDate(row.revokedAt),
});

/** Grants, their tokens, and values that count once. */
export const createTokenRepository = (db: PrismaTransaction): Methods => {
  const endGrantsOf: Methods['endGrantsOf'] = async ({ tenant, issuanceIds, now }) => {
    await db.tokenGrant.updateMany({
      where: { tenant, issuanceId: { in: [...issuanceIds] }, revokedAt: null },
      data: { revokedAt: toDate(now) },
    });
  };
  return {
    endGrantsOf,
    addGrant: async (row) => {
      await db.tokenGrant.create({ data: fromGrant(row) });
    },
    findGrant: async (tenant, grantId) => {
      const model = await db.tokenGrant.findUnique({ where: { grantId, tenant } });
      return model === null ? null : toGrant(model);
    },
    saveGrant: async (row) => {
      const { revokedAt, ...changed } = fromGrant(row);
      // Who read the grant before it was ended must not bring it back.
      const ended = revokedAt === null ? {} : { revokedAt };
      await db.tokenGrant.update({ where: { grantId: row.grantId }, data: { ...changed, ...ended } });
    },
    endGrants: async ({ tenant, personIds, exceptCaseId, now }) => {
      const where = {
        tenant,
        personId: { in: [...personIds] },
        ...(exceptCaseId === null ? {} : { caseId: { not: exceptCaseId } }),
      };
      const issuances = await db.issuance.findMany({ where, select: { issuanceId: true } });
      await endGrantsOf({ tenant, issuanceIds: issuances.map(({ issuanceId }) => issuanceId), now });
      const cases = await db.kycCase.findMany({ where, select: { caseId: true } });
      await db.credentialOffer.updateMany({
        where: { tenant, caseId: { in: cases.map((each) => each.caseId) }, state: 'open' },
        data: { state: 'withdrawn' },
      });
    },
    addAccessToken: async (token) => {
      await db.accessToken.create({ data: { ...token, expiresAt: toDate(token.expiresAt) } });
    },
    addRefreshToken: async (row) => {
      await db.refreshToken.create({ data: { ...row, expiresAt: toDate(row.expiresAt) } });
    },
    findRefreshToken: async (tenant, tokenHash) => {
      const model = await db.refreshToken.findUnique({ where: { tokenHash, tenant } });
      if (model === null) return null;
      return { ...model, state: model.state as RefreshTokenRow['state'], expiresAt: toSeconds(model.expiresAt) };
    },
    useRefreshToken: async (tokenHash) => {
      const { count } = await db.refreshToken.updateMany({
        where: { tokenHash, state: 'open' },
        data: { state: 'used' },
      });
      return count === 1;
    },
    useOnce: async ({ markerHash, expiresAt }) => {
      // Two at once: the second waits for the first to commit, then finds the row.
      const count = await db.$executeRaw`
      insert into replay_marker (marker_hash, expires_at) values (${markerHash}, ${toDate(expiresAt)})
      on conflict (marker_hash) do nothing`;
      return count === 1;
    },
    purgeExpired: async (now) => {
      const where = { expiresAt: { lt: toDate(now) } };
      await db.replayMarker.deleteMany({ where });
      await db.idempotentAnswer.deleteMany({ where });
      await db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(now) * 1000n } } });
      await db.accessToken.deleteMany({ where });
      await db.refreshToken.deleteMany({ where });
      await db.authorizationRequest.deleteMany({ where });
      await db.authorizationCode.deleteMany({ where });
      await db.deferredIssuance.deleteMany({ where });
      await db.confirmationRequest.deleteMany({ where });
      await db.outboundMail.deleteMany({ where });
    },
  };
};
