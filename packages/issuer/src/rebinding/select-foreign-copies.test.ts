import { describe, expect, it } from 'vitest';

import type { CopyRow, IssuanceRow, ProvenKey } from '../rows.ts';
import { isLiveCopy, selectForeignCopies } from './select-foreign-copies.ts';

const copy = (changes: Partial<CopyRow>): CopyRow => ({
  credentialId: 'c',
  tenant: 'bank',
  caseId: 'case',
  listId: 1,
  issuanceId: 'old',
  firstIssuanceId: 'old',
  configurationId: 'kyc_person_sdjwt',
  keyThumbprint: 'old key',
  state: 'issued',
  suspendedAt: null,
  validUntil: 2000,
  createdAt: 0,
  holderCommitment: null,
  ...changes,
});
const issuance = (changes: Partial<IssuanceRow>): IssuanceRow => ({
  issuanceId: 'new',
  tenant: 'bank',
  caseId: 'case',
  personId: 'p',
  offerId: 'o',
  sealedRecord: null,
  holderCommitment: null,
  validUntil: null,
  approvalHash: null,
  mayRebind: false,
  predecessorId: null,
  withdrawnAt: null,
  createdAt: 0,
  ...changes,
});
const key = (thumbprint: string) => ({ thumbprint }) as ProvenKey;

describe('another wallet', () => {
  const cases: [
    name: string,
    copy: Partial<CopyRow>,
    issuance: Partial<IssuanceRow>,
    keys: string[],
    isForeign: boolean,
  ][] = [
    ['a grant of its own', {}, {}, ['new key'], true],
    ['the grant that a refreshed token goes on with', {}, { predecessorId: 'old' }, ['new key'], false],
    ['the grant of an issuance before the last', { firstIssuanceId: 'first' }, { predecessorId: 'first' }, [], false],
    ['its own issuance', { issuanceId: 'new', firstIssuanceId: 'new' }, {}, ['new key'], false],
    ['a key that is proven again', {}, {}, ['new key', 'old key'], false],
    ['the same commitment', { holderCommitment: '7' }, { holderCommitment: '7' }, ['new key'], false],
    ['another commitment', { holderCommitment: '7' }, { holderCommitment: '8' }, ['new key'], true],
    ['another commitment under a key of old', { holderCommitment: '7' }, { holderCommitment: '8' }, ['old key'], true],
    [
      'another commitment under the grant of old',
      { holderCommitment: '7' },
      { holderCommitment: '8', predecessorId: 'old' },
      [],
      true,
    ],
    ['a commitment where the other stated none', {}, { holderCommitment: '8' }, ['new key'], true],
  ];

  it.each(cases)('is told apart: %s', (_name, held, asks, keys, isForeign) => {
    const options = { copies: [copy(held)], issuance: issuance(asks), keys: keys.map(key) };
    expect(selectForeignCopies(options)).toHaveLength(isForeign ? 1 : 0);
  });

  it('is found by any key of a grant, for all copies of it', () => {
    const copies = [
      copy({ keyThumbprint: 'a' }),
      copy({ keyThumbprint: 'b' }),
      copy({ keyThumbprint: 'c', firstIssuanceId: 'x' }),
    ];
    const foreign = selectForeignCopies({ copies, issuance: issuance({}), keys: [key('a')] });
    expect(foreign.map(({ keyThumbprint }) => keyThumbprint)).toEqual(['c']);
  });
});

describe('a live copy', () => {
  it('was handed out and has not run out', () => {
    expect(isLiveCopy(copy({}), 1999)).toBe(true);
    expect(isLiveCopy(copy({}), 2000)).toBe(false);
    expect(isLiveCopy(copy({ state: 'intent' }), 1999)).toBe(false);
    expect(isLiveCopy(copy({ suspendedAt: 5 }), 1999)).toBe(true);
  });
});
