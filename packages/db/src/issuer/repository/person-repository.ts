import type { IdentityAnswerRow, IssuerTransaction, PersonRow } from '@postern/issuer';
import type { IdentityAnswer as AnswerModel, Person as PersonModel } from '../../generated/issuer/client.ts';
import { toBytes, toDate, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addPerson'
  | 'findPerson'
  | 'listPersons'
  | 'listPersonGroup'
  | 'lockPerson'
  | 'savePerson'
  | 'addIdentityTokens'
  | 'addIdentityAnswers'
  | 'listIdentityAnswers'
>;

const toPerson = (model: PersonModel): PersonRow => ({
  ...model,
  reboundAt: toSeconds(model.reboundAt),
  createdAt: toSeconds(model.createdAt),
});

const fromPerson = (person: PersonRow) => ({
  ...person,
  wrappedDataKey: toBytes(person.wrappedDataKey),
  reboundAt: toDate(person.reboundAt),
  createdAt: toDate(person.createdAt),
});

const toAnswer = (model: AnswerModel): IdentityAnswerRow => ({
  ...model,
  answer: model.answer as IdentityAnswerRow['answer'],
  answeredAt: toSeconds(model.answeredAt),
});

/** Persons, the tokens by which their files are found, and what people answered about them. */
export const createPersonRepository = (db: PrismaTransaction): Methods => {
  const findPerson: Methods['findPerson'] = async (personId) => {
    const model = await db.person.findUnique({ where: { personId } });
    return model === null ? null : toPerson(model);
  };
  return {
    findPerson,
    addPerson: async (person) => {
      await db.person.create({ data: fromPerson(person) });
    },
    listPersons: async (personIds) =>
      (await db.person.findMany({ where: { personId: { in: [...personIds] } } })).map(toPerson),
    listPersonGroup: async (personId) => {
      const where = { OR: [{ personId }, { mergedInto: personId }] };
      return (await db.person.findMany({ where, orderBy: { personId: 'asc' } })).map(toPerson);
    },
    lockPerson: async (personId) => {
      await db.$queryRaw`select 1 from person where person_id = ${personId} for update`;
      return findPerson(personId);
    },
    savePerson: async (person) => {
      await db.person.update({ where: { personId: person.personId }, data: fromPerson(person) });
    },
    addIdentityTokens: async ({ tenant, caseId, tokens }) => {
      const data = [...new Set(tokens)].map((token) => ({ tenant, caseId, token }));
      await db.identityToken.createMany({ data, skipDuplicates: true });
    },
    addIdentityAnswers: async (rows) => {
      await db.identityAnswer.createMany({ data: rows.map((row) => ({ ...row, answeredAt: toDate(row.answeredAt) })) });
    },
    listIdentityAnswers: async (tenant, filter) => {
      const where = { tenant, ...filter };
      return (await db.identityAnswer.findMany({ where, orderBy: { answeredAt: 'asc' } })).map(toAnswer);
    },
  };
};
