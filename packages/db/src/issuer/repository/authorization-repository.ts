import type {
  AuthorizationCodeRow,
  AuthorizationRequestRow,
  AuthorizationTerms,
  DeferredIssuanceRow,
  IssuerTransaction,
} from '@postern/issuer';
import type {
  AuthorizationCode as CodeModel,
  AuthorizationRequest as RequestModel,
  Prisma,
} from '../../generated/issuer/client.ts';
import { toDate, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addAuthorizationRequest'
  | 'countAuthorizationTry'
  | 'takeAuthorizationRequest'
  | 'addAuthorizationCode'
  | 'findAuthorizationCode'
  | 'useAuthorizationCode'
  | 'addDeferred'
  | 'countDeferred'
  | 'findDeferred'
  | 'takeDeferred'
>;

const toRequest = (model: RequestModel): AuthorizationRequestRow => ({
  ...model,
  kind: model.kind as AuthorizationRequestRow['kind'],
  request: model.request as unknown as AuthorizationTerms,
  expiresAt: toSeconds(model.expiresAt),
});

const toCode = (model: CodeModel): AuthorizationCodeRow => ({
  ...model,
  request: model.request as unknown as AuthorizationTerms,
  state: model.state as AuthorizationCodeRow['state'],
  expiresAt: toSeconds(model.expiresAt),
});

const toJson = (value: unknown) => value as Prisma.InputJsonValue;

/** Authorization requests, codes and deferred transactions. */
export const createAuthorizationRepository = (db: PrismaTransaction): Methods => ({
  addAuthorizationRequest: async (row) => {
    await db.authorizationRequest.create({
      data: { ...row, request: toJson(row.request), expiresAt: toDate(row.expiresAt) },
    });
  },
  countAuthorizationTry: async ({ now, ...key }) => {
    const [counted] = await db.authorizationRequest.updateManyAndReturn({
      where: { ...key, expiresAt: { gt: toDate(now) } },
      data: { tries: { increment: 1 } },
    });
    return counted === undefined ? null : toRequest(counted);
  },
  takeAuthorizationRequest: async ({ now, tenant, kind, requestHash }) => {
    const [taken] = await db.$queryRaw<{ request: AuthorizationTerms; tries: number; expires_at: Date }[]>`
      delete from authorization_request
      where request_hash = ${requestHash} and tenant = ${tenant} and kind = ${kind} and expires_at > ${toDate(now)}
      returning request, tries, expires_at`;
    if (taken === undefined) return null;
    const { request, tries, expires_at: expiresAt } = taken;
    return { requestHash, tenant, kind, request, tries, expiresAt: toSeconds(expiresAt) };
  },
  addAuthorizationCode: async (row) => {
    await db.authorizationCode.create({
      data: { ...row, request: toJson(row.request), expiresAt: toDate(row.expiresAt) },
    });
  },
  findAuthorizationCode: async (tenant, codeHash) => {
    const model = await db.authorizationCode.findUnique({ where: { codeHash, tenant } });
    return model === null ? null : toCode(model);
  },
  useAuthorizationCode: async (codeHash, grantId) => {
    const { count } = await db.authorizationCode.updateMany({
      where: { codeHash, state: 'open' },
      data: { state: 'used', grantId },
    });
    return count === 1;
  },
  addDeferred: async (row) => {
    await db.deferredIssuance.create({
      data: { ...row, keys: toJson(row.keys), expiresAt: toDate(row.expiresAt) },
    });
  },
  countDeferred: (issuanceId) => db.deferredIssuance.count({ where: { issuanceId } }),
  findDeferred: async ({ tenant, transactionHash, now }) => {
    const model = await db.deferredIssuance.findUnique({
      where: { transactionHash, tenant, expiresAt: { gt: toDate(now) } },
    });
    if (model === null) return null;
    const keys = model.keys as unknown as DeferredIssuanceRow['keys'];
    return { ...model, keys, expiresAt: toSeconds(model.expiresAt) };
  },
  takeDeferred: async (transactionHash) => {
    const { count } = await db.deferredIssuance.deleteMany({ where: { transactionHash } });
    return count === 1;
  },
});
