import type { CaseRow, DecisionRow, IssuerTransaction } from '@postern/issuer';
import { type Decision as DecisionModel, type KycCase as CaseModel, Prisma } from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableBytes, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addCase'
  | 'findCase'
  | 'lockCase'
  | 'saveCase'
  | 'listCases'
  | 'countCases'
  | 'listEmergenciesBefore'
  | 'listCasesOfPersons'
  | 'findNewestApproved'
  | 'findCasesByTokens'
  | 'listCasesWithoutTokens'
  | 'addDecision'
  | 'findDecision'
  | 'saveDecision'
  | 'voidDecisions'
  | 'listDecisions'
>;

const toCase = (model: CaseModel): CaseRow => ({
  ...model,
  state: model.state as CaseRow['state'],
  pendingMeasure: model.pendingMeasure as CaseRow['pendingMeasure'],
  measureAt: toNullableSeconds(model.measureAt),
  emergencySince: toNullableSeconds(model.emergencySince),
  submittedAt: toSeconds(model.submittedAt),
  updatedAt: toSeconds(model.updatedAt),
});

const toDecision = ({ sequence: _order, ...model }: DecisionModel): DecisionRow => ({
  ...model,
  action: model.action as DecisionRow['action'],
  identity: model.identity as DecisionRow['identity'],
  measure: model.measure as DecisionRow['measure'],
  state: model.state as DecisionRow['state'],
  method: model.method as DecisionRow['method'],
  preparedAt: toSeconds(model.preparedAt),
  madeAt: toNullableSeconds(model.madeAt),
});

const toJson = (value: unknown) => (value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue));

const fromCase = (row: CaseRow) => ({
  ...row,
  sealedApplication: toBytes(row.sealedApplication),
  sealedAssessment: toNullableBytes(row.sealedAssessment),
  measureAt: toNullableDate(row.measureAt),
  emergencySince: toNullableDate(row.emergencySince),
  submittedAt: toDate(row.submittedAt),
  updatedAt: toDate(row.updatedAt),
});

const fromDecision = (row: DecisionRow) => ({
  ...row,
  sealedAssessment: toNullableBytes(row.sealedAssessment),
  identity: toJson(row.identity),
  assertion: toJson(row.assertion),
  sealedReason: toNullableBytes(row.sealedReason),
  preparedAt: toDate(row.preparedAt),
  madeAt: toNullableDate(row.madeAt),
});

/** Cases and decisions. */
export const createCaseRepository = (db: PrismaTransaction): Methods => {
  const findCase: Methods['findCase'] = async (tenant, caseId) => {
    const model = await db.kycCase.findUnique({ where: { caseId, tenant } });
    return model === null ? null : toCase(model);
  };
  return {
    findCase,
    addCase: async (row) => {
      await db.kycCase.create({ data: fromCase(row) });
    },
    lockCase: async (tenant, caseId) => {
      await db.$queryRaw`select 1 from kyc_case where case_id = ${caseId} and tenant = ${tenant} for update`;
      return findCase(tenant, caseId);
    },
    saveCase: async (row) => {
      await db.kycCase.update({ where: { caseId: row.caseId, tenant: row.tenant }, data: fromCase(row) });
    },
    listCases: async (tenant, { state, limit, after }) => {
      const at = after === undefined ? undefined : toDate(after.updatedAt);
      const where = {
        tenant,
        ...(state === undefined ? {} : { state }),
        ...(at === undefined || after === undefined
          ? {}
          : { OR: [{ updatedAt: { lt: at } }, { updatedAt: at, caseId: { gt: after.caseId } }] }),
      };
      const models = await db.kycCase.findMany({
        where,
        orderBy: [{ updatedAt: 'desc' }, { caseId: 'asc' }],
        take: limit,
      });
      return models.map(toCase);
    },
    countCases: async (tenant) => {
      const groups = await db.kycCase.groupBy({ by: ['state'], where: { tenant }, _count: { _all: true } });
      return Object.fromEntries(groups.map((group) => [group.state, group._count._all]));
    },
    listEmergenciesBefore: async (tenant, before) => {
      const where = { tenant, emergencySince: { lte: toDate(before) } };
      return (await db.kycCase.findMany({ where, orderBy: { emergencySince: 'asc' }, take: 100 })).map(toCase);
    },
    listCasesOfPersons: async (tenant, personIds) => {
      const where = { tenant, personId: { in: [...personIds] } };
      return (await db.kycCase.findMany({ where, orderBy: { submittedAt: 'asc' } })).map(toCase);
    },
    findNewestApproved: async (tenant, personIds) => {
      // Two of one second are told apart by their order of creation.
      const [newest] = await db.$queryRaw<{ id: string }[]>`
        select d.case_id as id from decision d join kyc_case c on c.case_id = d.case_id
        where c.tenant = ${tenant} and c.person_id = any(${[...personIds]}) and d.action = 'approve' and d.state = 'made'
        order by d.made_at desc, d.sequence desc limit 1`;
      return newest?.id ?? null;
    },
    findCasesByTokens: async ({ tenant, tokens, states, exceptCaseId }) => {
      const found = await db.$queryRaw<{ id: string }[]>`
        select distinct t.case_id as id from identity_token t join kyc_case c on c.case_id = t.case_id
        where t.tenant = ${tenant} and t.token = any(${[...tokens]}) and t.case_id <> ${exceptCaseId}
          and c.state = any(${[...states]})`;
      const models = await db.kycCase.findMany({ where: { tenant, caseId: { in: found.map(({ id }) => id) } } });
      return models.map(toCase);
    },
    listCasesWithoutTokens: async (limit) => {
      const found = await db.$queryRaw<{ id: string }[]>`
        select c.case_id as id from kyc_case c
        where not exists (select 1 from identity_token t where t.case_id = c.case_id) limit ${limit}`;
      return (await db.kycCase.findMany({ where: { caseId: { in: found.map(({ id }) => id) } } })).map(toCase);
    },
    addDecision: async (row) => {
      await db.decision.create({ data: fromDecision(row) });
    },
    findDecision: async (decisionHash) => {
      const model = await db.decision.findUnique({ where: { decisionHash } });
      return model === null ? null : toDecision(model);
    },
    saveDecision: async (row) => {
      await db.decision.update({ where: { decisionHash: row.decisionHash }, data: fromDecision(row) });
    },
    voidDecisions: async (caseId, { alsoMade }) => {
      await db.decision.updateMany({ where: { caseId, state: 'prepared' }, data: { state: 'void' } });
      if (alsoMade) {
        await db.decision.updateMany({ where: { caseId, state: 'made', action: 'propose' }, data: { state: 'void' } });
      }
    },
    listDecisions: async (tenant, caseId) => {
      const models = await db.decision.findMany({ where: { tenant, caseId }, orderBy: { sequence: 'asc' } });
      return models.map(toDecision);
    },
  };
};
