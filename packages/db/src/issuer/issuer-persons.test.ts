import type { CaseRow, IssuerStore, PersonRow } from '@postern/issuer';
import { createTestDatabase, type TestDatabase } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIssuerClient, type IssuerClient } from './create-issuer-client.ts';
import { createIssuerStore } from './create-issuer-store.ts';

const NOW = 1_790_000_000;
const bytes = new Uint8Array([1, 2, 3]);
const ROW: CaseRow = {
  caseId: 'case-1',
  tenant: 'bank',
  personId: 'person',
  state: 'submitted',
  version: 1,
  sealedApplication: bytes,
  applicationHash: 'h',
  sealedAssessment: null,
  reviewerId: 'maker',
  proposalHash: null,
  proposerId: null,
  approverId: null,
  pendingMeasure: 'revoke',
  measureHash: 'm',
  measureBy: 'maker',
  measureAt: NOW,
  emergencySince: NOW,
  emergencyBy: 'maker',
  statusTokenHash: 't',
  submittedAt: NOW,
  updatedAt: NOW,
};

let database: TestDatabase;
let client: IssuerClient;
let store: IssuerStore;

beforeAll(async () => {
  database = await createTestDatabase({ schema: 'issuer' });
  client = createIssuerClient({ url: database.url });
  store = createIssuerStore({ client });
});
afterAll(async () => {
  await client.$disconnect();
  await database.drop();
});

describe('files of persons', () => {
  it('finds decided files by a shared token, of the same bank only', async () => {
    const options = { tenant: 'bank', tokens: ['of one', 'shared'], states: ['active' as const], exceptCaseId: 'x' };
    const find = (changes: Partial<typeof options>) =>
      store.transaction((transaction) => transaction.findCasesByTokens({ ...options, ...changes }));
    await store.transaction(async (transaction) => {
      await transaction.addCase(ROW);
      await transaction.addCase({ ...ROW, caseId: 'case-2', state: 'active' });
      await transaction.addIdentityTokens({ tenant: 'bank', caseId: 'case-1', tokens: ['shared'] });
      await transaction.addIdentityTokens({ tenant: 'bank', caseId: 'case-2', tokens: ['shared', 'own', 'own'] });
    });
    expect((await find({})).map(({ caseId }) => caseId)).toEqual(['case-2']);
    expect(await find({ exceptCaseId: 'case-2' })).toEqual([]);
    expect(await find({ tokens: ['of one'] })).toEqual([]);
    expect(await find({ tenant: 'other' })).toEqual([]);
  });

  it('tells which files are one person’s', async () => {
    const person = (personId: string, mergedInto: string | null): PersonRow => ({
      personId,
      tenant: 'bank',
      wrappedDataKey: bytes,
      mergedInto,
      holderCommitment: null,
      liveSealId: null,
      reboundAt: 0,
      createdAt: NOW,
    });
    const group = await store.transaction(async (transaction) => {
      for (const row of [person('old', null), person('young', null), person('stranger', null)]) {
        await transaction.addPerson(row);
      }
      await transaction.savePerson(person('young', 'old'));
      return transaction.listPersonGroup('old');
    });
    expect(group.map(({ personId }) => personId)).toEqual(['old', 'young']);
  });
});
