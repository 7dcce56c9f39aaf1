import type { CaseRow, DecisionRow, IssuerTransaction, PersonRow } from '@postern/issuer';
import {
  type Decision as DecisionModel,
  type KycCase as CaseModel,
  type Person as PersonModel,
  Prisma,
} from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'findPersonByTags'
  | 'addPerson'
  | 'addPersonTags'
  | 'findPerson'
  | 'listPersons'
  | 'lockPerson'
  | 'savePerson'
  | 'addCase'
  | 'findCase'
  | 'lockCase'
  | 'saveCase'
  | 'listCases'
  | 'countCases'
  | 'addDecision'
  | 'findDecision'
  | 'saveDecision'
  | 'voidDecisions'
  | 'listDecisions'
>;

const toPerson = ({ createdAt: _created, reboundAt, ...model }: PersonModel): PersonRow => ({
  ...model,
  reboundAt: toSeconds(reboundAt),
});

const toCase = (model: CaseModel): CaseRow => ({
  ...model,
  state: model.state as CaseRow['state'],
  assessment: model.assessment as CaseRow['assessment'],
  submittedAt: toSeconds(model.submittedAt),
  updatedAt: toSeconds(model.updatedAt),
});

const toDecision = ({ sequence: _order, ...model }: DecisionModel): DecisionRow => ({
  ...model,
  action: model.action as DecisionRow['action'],
  assessment: model.assessment as DecisionRow['assessment'],
  state: model.state as DecisionRow['state'],
  method: model.method as DecisionRow['method'],
  preparedAt: toSeconds(model.preparedAt),
  madeAt: toNullableSeconds(model.madeAt),
});

const toJson = (value: unknown) => (value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue));

const fromCase = (row: CaseRow) => ({
  ...row,
  sealedApplication: toBytes(row.sealedApplication),
  assessment: toJson(row.assessment),
  submittedAt: toDate(row.submittedAt),
  updatedAt: toDate(row.updatedAt),
});

const fromDecision = (row: DecisionRow) => ({
  ...row,
  assessment: toJson(row.assessment),
  assertion: toJson(row.assertion),
  sealedReason: row.sealedReason === null ? null : toBytes(row.sealedReason),
  preparedAt: toDate(row.preparedAt),
  madeAt: toNullableDate(row.madeAt),
});

/** Persons, cases and decisions. */
export const createCaseRepository = (db: PrismaTransaction): Methods => {
  const findPerson: Methods['findPerson'] = async (personId) => {
    const model = await db.person.findUnique({ where: { personId } });
    return model === null ? null : toPerson(model);
  };
  const findCase: Methods['findCase'] = async (tenant, caseId) => {
    const model = await db.kycCase.findUnique({ where: { caseId, tenant } });
    return model === null ? null : toCase(model);
  };
  return {
    findPerson,
    findCase,
    listPersons: async (personIds) =>
      (await db.person.findMany({ where: { personId: { in: [...personIds] } } })).map(toPerson),
    findPersonByTags: async (tenant, tags) => {
      const found = await db.personTag.findFirst({
        where: { tenant, tag: { in: [...tags] } },
        orderBy: { personId: 'asc' },
      });
      return found === null ? null : findPerson(found.personId);
    },
    addPerson: async (person) => {
      await db.person.create({
        data: {
          ...person,
          wrappedDataKey: toBytes(person.wrappedDataKey),
          reboundAt: toDate(person.reboundAt),
          createdAt: toDate(person.createdAt),
        },
      });
    },
    addPersonTags: async (tenant, personId, tags) => {
      // In one order, so that two approvals with the same tags wait for each other and never both.
      const wanted = [...new Set(tags)].toSorted();
      await db.personTag.createMany({ data: wanted.map((tag) => ({ tenant, personId, tag })), skipDuplicates: true });
      return (await db.personTag.count({ where: { tenant, personId, tag: { in: wanted } } })) === wanted.length;
    },
    lockPerson: async (personId) => {
      await db.$queryRaw`select 1 from person where person_id = ${personId} for update`;
      return findPerson(personId);
    },
    savePerson: async ({ personId, ...person }) => {
      await db.person.update({
        where: { personId },
        data: {
          ...person,
          wrappedDataKey: toBytes(person.wrappedDataKey),
          reboundAt: toDate(person.reboundAt),
        },
      });
    },
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
    listCases: async (tenant, state) => {
      const where = state === undefined ? { tenant } : { tenant, state };
      const models = await db.kycCase.findMany({
        where,
        orderBy: [{ updatedAt: 'desc' }, { caseId: 'asc' }],
        take: 500,
      });
      return models.map(toCase);
    },
    countCases: async (tenant) => {
      const groups = await db.kycCase.groupBy({ by: ['state'], where: { tenant }, _count: { _all: true } });
      return Object.fromEntries(groups.map((group) => [group.state, group._count._all]));
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
