import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA, sealToClaims } from '@postern/credential';
import { expect, it } from 'vitest';

import { createHeldCredential } from '../testing/create-held-credential.ts';
import { PERSON, random } from '../testing/start-test-bank.ts';
import { isTestCredential } from './is-test-credential.ts';

const sealOf = (testData: boolean) =>
  sealToClaims(
    createSeal({
      schemaId: KYC_PERSON_SCHEMA.schemaId,
      values: encodePersonAttributes({ ...PERSON, testData }),
      holderCommitment: 1n,
      status: { issuerId: 1, listId: 1, index: 1 },
      validUntil: 1_800_000_000,
      privateKey: new Uint8Array(32).fill(3),
      random,
    }),
  );

it.each([true, false])('reads the flag of the seal: %s', async (testData) => {
  const credential = await createHeldCredential({ claims: { given_name: 'Ada' }, copies: 1 });
  expect(isTestCredential({ ...credential, seal: sealOf(testData) })).toBe(testData);
});

it.each([
  [['test_data', 'address_verified'], true],
  [['address_verified'], false],
  ['test_data', false],
])('reads the checks of documents without a seal: %j', async (checks, isTest) => {
  const credential = await createHeldCredential({ claims: { checks }, copies: 1 });
  expect(isTestCredential(credential)).toBe(isTest);
  const [, w3c] = credential.documents;
  expect(isTestCredential({ ...credential, documents: [w3c!] })).toBe(isTest);
});
