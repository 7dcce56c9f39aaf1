import { bytesToBase64Url } from '@postern/primitives';
import { DcqlQuery } from 'dcql';
import { describe, expect, it } from 'vitest';

import type { Question } from '../question/question.ts';
import { COMMON_FORMATS, hasCommonForm, narrowQuestion } from './narrow-question.ts';

const zk = {
  id: 'kyc',
  format: 'postern_zk' as const,
  meta: { policyId: `0x${'11'.repeat(32)}`, chainId: 1, registry: `0x${'22'.repeat(20)}` },
};
const papers = { id: 'papers', format: 'dc+sd-jwt' as const, meta: { vct_values: ['https://bank.example/v'] } };
const w3c = { id: 'w3c', format: 'jwt_vc_json' as const, meta: { type_values: [['A']] } };
const vcdm2 = { id: 'vcdm2', format: 'vc+jwt' as const, meta: { type_values: [['A']] } };

const question = (dcqlQuery: Question['dcqlQuery'], transactionData: string[] = []): Question => ({
  dcqlQuery,
  issuers: {},
  clientIdPrefix: 'decentralized_identifier',
  transactionData,
  subjects: 'same',
});
const narrow = (asked: Question) => narrowQuestion(asked, COMMON_FORMATS)?.dcqlQuery;
const terms = (ids: string[]) =>
  bytesToBase64Url(new TextEncoder().encode(JSON.stringify({ type: 'x', credential_ids: ids })));

describe('a question for wallets that know only the common formats', () => {
  it('keeps the alternatives that they can answer, and what only the others name is gone', () => {
    const asked = question({
      credentials: [zk, papers, w3c, vcdm2],
      credential_sets: [
        { options: [['kyc'], ['papers'], ['w3c', 'vcdm2']] },
        { options: [['vcdm2']], required: false },
      ],
    });
    expect(narrow(asked)).toEqual({ credentials: [papers], credential_sets: [{ options: [['papers']] }] });
    expect(hasCommonForm(asked)).toBe(true);
    // The reason: the common library refuses the whole request for one format that it does not know.
    expect(() => DcqlQuery.parse(asked.dcqlQuery as DcqlQuery.Input)).toThrow();
    expect(() => DcqlQuery.parse(narrow(asked) as DcqlQuery.Input)).not.toThrow();
  });

  it('is the same where nothing else is asked, and there is none where something else is demanded', () => {
    const plain = question({ credentials: [papers, w3c] });
    expect(narrowQuestion(plain, COMMON_FORMATS)).toBe(plain);
    expect(hasCommonForm(plain)).toBe(false);
    for (const dcqlQuery of [
      { credentials: [zk] },
      { credentials: [zk, papers] },
      { credentials: [zk, papers], credential_sets: [{ options: [['kyc', 'papers']] }] },
      { credentials: [zk, papers], credential_sets: [{ options: [['kyc']] }, { options: [['papers']] }] },
    ]) {
      expect(narrow(question(dcqlQuery))).toBeUndefined();
    }
  });

  it('leaves out no credential that terms name: they are hashed as they stand', () => {
    const second = { ...papers, id: 'second' };
    const dcqlQuery = {
      credentials: [zk, papers, second],
      credential_sets: [{ options: [['kyc', 'second'], ['papers']] }],
    };
    expect(narrow(question(dcqlQuery, [terms(['papers'])]))).toBeDefined();
    expect(narrow(question(dcqlQuery, [terms(['papers', 'second'])]))).toBeUndefined();
  });
});
