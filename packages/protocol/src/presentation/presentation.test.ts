import { describe, expect, it } from 'vitest';

import { zAuthorizationRequest } from './z-authorization-request.ts';
import { isClaimsQuery, isZkQuery, zDcqlQuery } from './z-dcql-query.ts';
import { zDirectPost, zVpToken } from './z-presentation-response.ts';
import { zTermsTransactionData } from './z-transaction-data.ts';

const papers = { id: 'papers', format: 'dc+sd-jwt', meta: { vct_values: ['https://bank.example/vct/kyc/1'] } };
const zk = {
  id: 'kyc',
  format: 'postern_zk',
  meta: {
    policyId: `0x${'11'.repeat(32)}`,
    chainId: 1,
    registry: `0x${'22'.repeat(20)}`,
    account: `0x${'33'.repeat(20)}`,
  },
};
const reads = (query: unknown) => zDcqlQuery.safeParse(query).success;

describe('DCQL (OpenID4VP 1.0 §6)', () => {
  it('reads the example of the specification, and the formats here', () => {
    const query = zDcqlQuery.parse({
      credentials: [
        {
          ...papers,
          multiple: true,
          trusted_authorities: [{ type: 'aki', values: ['s9tIpPmhxdiuNkHMEWNpYim8S8Y'] }],
          claims: [
            { id: 'g', path: ['given_name'] },
            { id: 'c', path: ['address', 'country'], values: ['DE', 'FR'] },
            { id: 'n', path: ['nationalities', null] },
          ],
          claim_sets: [['g', 'c'], ['n']],
        },
        { id: 'vc', format: 'jwt_vc_json', meta: { type_values: [['KycCredential']] } },
        { id: 'vc2', format: 'vc+jwt', meta: { type_values: [['A', 'B'], ['C']] } },
        zk,
        { id: 'mdl', format: 'mso_mdoc', meta: { doctype_value: 'org.iso.18013.5.1.mDL' } },
      ],
      credential_sets: [{ options: [['papers'], ['vc', 'vc2']] }, { options: [['mdl']], required: false }],
    });
    expect(query.credentials.filter(isClaimsQuery).map(({ id }) => id)).toEqual(['papers', 'vc', 'vc2']);
    expect(query.credentials.filter(isZkQuery).map(({ meta }) => meta.chainId)).toEqual([1]);
  });

  it.each([
    ['no credentials', { credentials: [] }],
    ['one id twice', { credentials: [papers, papers] }],
    ['an id with a blank', { credentials: [{ ...papers, id: 'a b' }] }],
    ['no meta', { credentials: [{ id: 'a', format: 'dc+sd-jwt' }] }],
    ['empty meta', { credentials: [{ ...papers, meta: {} }] }],
    ['types in one list', { credentials: [{ ...papers, format: 'jwt_vc_json', meta: { type_values: ['A'] } }] }],
    ['a policy without registry', { credentials: [{ ...zk, meta: { ...zk.meta, registry: undefined } }] }],
    ['an account of nobody', { credentials: [{ ...zk, meta: { ...zk.meta, account: null } }] }],
    ['more in a policy’s meta', { credentials: [{ ...zk, meta: { ...zk.meta, note: 'x' } }] }],
    ['an empty path', { credentials: [{ ...papers, claims: [{ path: [] }] }] }],
    ['a negative index', { credentials: [{ ...papers, claims: [{ path: ['a', -1] }] }] }],
    ['no values', { credentials: [{ ...papers, claims: [{ path: ['a'], values: [] }] }] }],
    ['a value that is an object', { credentials: [{ ...papers, claims: [{ path: ['a'], values: [{}] }] }] }],
    ['claim sets without claims', { credentials: [{ ...papers, claim_sets: [['a']] }] }],
    [
      'a claim set of unknown ids',
      { credentials: [{ ...papers, claims: [{ id: 'a', path: ['a'] }], claim_sets: [['b']] }] },
    ],
    [
      'claim sets over claims without id',
      { credentials: [{ ...papers, claims: [{ id: 'a', path: ['a'] }, { path: ['b'] }], claim_sets: [['a']] }] },
    ],
    [
      'one claim id twice',
      {
        credentials: [
          {
            ...papers,
            claims: [
              { id: 'a', path: ['a'] },
              { id: 'a', path: ['b'] },
            ],
          },
        ],
      },
    ],
    ['a set of unknown credentials', { credentials: [papers], credential_sets: [{ options: [['other']] }] }],
    ['a set without options', { credentials: [papers], credential_sets: [{ options: [] }] }],
  ])('refuses %s', (_name, query) => {
    expect(reads(query)).toBe(false);
  });
});

describe('requests and answers', () => {
  const request = {
    response_type: 'vp_token',
    response_mode: 'direct_post.jwt',
    client_id: 'x509_hash:abc',
    response_uri: 'https://v.example/r',
    nonce: 'n-0S6_WzA2Mj',
    dcql_query: { credentials: [papers] },
  };
  it('takes every response mode of the specification, and no other', () => {
    for (const response_mode of ['direct_post', 'direct_post.jwt', 'dc_api', 'dc_api.jwt']) {
      expect(zAuthorizationRequest.safeParse({ ...request, response_mode }).success).toBe(true);
    }
    for (const changed of [
      { response_mode: 'fragment' },
      { response_type: 'id_token' },
      { nonce: 'a b' },
      { nonce: '' },
      { transaction_data: ['a+b'] },
      { dcql_query: undefined },
    ]) {
      expect(zAuthorizationRequest.safeParse({ ...request, ...changed }).success).toBe(false);
    }
  });

  it('takes presentations as arrays of texts or objects', () => {
    expect(zVpToken.safeParse({ a: ['x', { circuit: 'c' }] }).success).toBe(true);
    for (const token of [
      { a: 'x' },
      { a: [] },
      { a: [''] },
      { a: [1] },
      { 'a b': ['x'] },
      { a: Array(17).fill('x') },
    ]) {
      expect(zVpToken.safeParse(token).success).toBe(false);
    }
  });

  it('takes an answer, an error or an encrypted answer', () => {
    for (const form of [
      { vp_token: '{}', state: 's' },
      { error: 'access_denied', state: 's' },
      { response: 'a.b.c.d.e' },
    ]) {
      expect(zDirectPost.safeParse(form).success).toBe(true);
    }
    expect(zDirectPost.safeParse({ state: 's' }).success).toBe(false);
    expect(zDirectPost.safeParse({ vp_token: '{}' }).success).toBe(false);
  });

  it('knows terms by their exact members', () => {
    const terms = {
      type: 'urn:postern:transaction:terms:1',
      credential_ids: ['papers'],
      title: 'T',
      uri: 'https://a.example/',
      sha256: 'A'.repeat(43),
    };
    expect(zTermsTransactionData.safeParse(terms).success).toBe(true);
    for (const changed of [
      { type: 'other' },
      { sha256: 'short' },
      { credential_ids: [] },
      { extra: 1 },
      { transaction_data_hashes_alg: ['md5'] },
    ]) {
      expect(zTermsTransactionData.safeParse({ ...terms, ...changed }).success).toBe(false);
    }
  });
});
