import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { zAuthorizationRequest } from '../presentation/z-authorization-request.ts';
import { isClaimsQuery } from '../presentation/z-dcql-query.ts';
import { nullAsAbsent } from './null-as-absent.ts';

describe('null for an optional member', () => {
  it('is the same as leaving it out, and nothing else is', () => {
    const schema = z.object({ name: nullAsAbsent(z.string()) });
    expect(schema.parse({ name: null }).name).toBeUndefined();
    expect(schema.parse({}).name).toBeUndefined();
    expect(schema.parse({ name: '' }).name).toBe('');
    for (const name of [0, false, {}]) expect(schema.safeParse({ name }).success).toBe(false);
  });
});

const query = (more: object = {}) => ({
  id: 'papers',
  format: 'dc+sd-jwt',
  meta: { vct_values: ['https://bank.example/vct/kyc/1'] },
  ...more,
});
const request = (more: object = {}, dcql: object = { credentials: [query()] }) => ({
  response_type: 'vp_token',
  response_mode: 'direct_post',
  client_id: 'x509_hash:abc',
  response_uri: 'https://v.example/r',
  nonce: 'n-0S6_WzA2Mj',
  dcql_query: dcql,
  ...more,
});
const asked = (dcql: object) => zAuthorizationRequest.parse(request({}, dcql)).dcql_query;

describe('a presentation request of somebody else', () => {
  it.each(['state', 'iat', 'exp', 'client_metadata', 'transaction_data', 'wallet_nonce', 'expected_origins'])(
    'may say null for %s',
    (member) => {
      expect(zAuthorizationRequest.parse(request({ [member]: null }))[member]).toBeUndefined();
    },
  );

  it.each(['client_name', 'jwks', 'encrypted_response_enc_values_supported', 'vp_formats_supported'])(
    'may say null for %s of its metadata',
    (member) => {
      const { client_metadata: metadata } = zAuthorizationRequest.parse(
        request({ client_metadata: { [member]: null } }),
      );
      expect(metadata?.[member]).toBeUndefined();
    },
  );

  it.each(['claims', 'claim_sets', 'multiple', 'trusted_authorities', 'require_cryptographic_holder_binding'])(
    'may say null for %s of a credential query',
    (member) => {
      const { credentials } = asked({ credentials: [query({ [member]: null })] });
      expect(credentials.filter(isClaimsQuery)).toHaveLength(1);
    },
  );

  it('may say null for id and values of a claim, and for credential sets', () => {
    const { credentials } = asked({
      credentials: [query({ claims: [{ id: null, path: ['given_name'], values: null }] })],
      credential_sets: null,
    });
    expect(credentials.filter(isClaimsQuery)[0]?.claims).toEqual([
      { id: undefined, path: ['given_name'], values: undefined },
    ]);
    expect(() =>
      asked({ credentials: [query()], credential_sets: [{ options: [['papers']], required: null }] }),
    ).not.toThrow();
  });

  it.each(['response_type', 'response_mode', 'client_id', 'response_uri', 'nonce', 'dcql_query', 'iss', 'aud'])(
    'may not say null for %s: that is who asks, and where the answer goes',
    (member) => {
      expect(zAuthorizationRequest.safeParse(request({ [member]: null })).success).toBe(false);
    },
  );
});

describe('a credential query that cannot be read', () => {
  it.each([
    ['no meta', { id: 'a', format: 'dc+sd-jwt' }],
    ['a draft’s claims', { id: 'a', format: 'mso_mdoc', claims: [{ namespace: 'org.iso', claim_name: 'age' }] }],
    ['a draft’s claims of a format that we know', query({ id: 'a', claims: [{ namespace: 'x', claim_name: 'age' }] })],
    ['claim sets that lead nowhere', query({ id: 'a', claims: [{ id: 'x', path: ['x'] }], claim_sets: [['y']] })],
    ['a policy without registry', { id: 'a', format: 'postern_zk', meta: { policyId: null } }],
  ])('(%s) is of an unknown format, and leaves the others answerable', (_name, odd) => {
    const { credentials } = asked({
      credentials: [odd, query()],
      credential_sets: [{ options: [['a'], ['papers']] }],
    });
    expect(credentials.filter(isClaimsQuery).map(({ id }) => id)).toEqual(['papers']);
    expect(credentials).toHaveLength(2);
  });

  it('still has an id of its own', () => {
    for (const credentials of [
      [{ format: 'x' }],
      [{ id: 'a b', format: 'x' }],
      [{ id: 'papers', format: 'x' }, query()],
    ]) {
      expect(zAuthorizationRequest.safeParse(request({}, { credentials })).success).toBe(false);
    }
  });
});
