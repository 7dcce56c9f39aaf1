import { expect, it } from 'vitest';
import { wordsOf } from './error-words.ts';

const known = (code: string) => wordsOf({ code }).known;

it.each([
  ...[
    'ERR_HTTP_UNREACHABLE',
    'ERR_HTTP_NOT_JSON',
    'ERR_HTTP_TOO_LARGE',
    'ERR_DID_UNREACHABLE',
    'ERR_CHAIN_UNREACHABLE',
  ],
  ...[
    'ERR_ANSWER_REFUSED',
    'ERR_ANSWER_UNDECIDED',
    'ERR_UNKNOWN',
    'ERR_MADE_UP',
    'ERR_VAULT_TAMPERED',
    'ERR_ISSUANCE_ENDED',
  ],
  ...['ERR_STORAGE_FULL', 'ERR_STORAGE_CLOSED', 'ERR_STORAGE_FAILED', 'ERR_STORAGE_GONE', 'ERR_APPLICATION_OFFER'],
])('claims nothing of %s, which can come when something went out before', (code) => {
  expect(known(code)).toBeUndefined();
});

it.each([
  'ERR_REQUEST_EXPIRED',
  'ERR_POLICY_HASH',
  'ERR_DURATION',
  'ERR_PROVER',
  'ERR_WASM_MISSING',
  'ERR_ARTIFACT_HASH',
])('says of %s that no answer left, as it comes before one does', (code) => {
  expect(known(code)).toBe('unanswered');
});

it.each(['ERR_OFFER_MALFORMED', 'ERR_TOKEN_REFUSED', 'ERR_CREDENTIAL_KEY', 'ERR_CREDENTIAL_SECOND_OPINION'])(
  'says of %s that nothing was kept, as it comes before anything is',
  (code) => {
    expect(known(code)).toBe('unkept');
  },
);

it('has words of its own for each way in which a store fails, and for a browser that cannot prove', () => {
  const codes = ['FULL', 'CLOSED', 'FAILED', 'GONE'].map((way) => `ERR_STORAGE_${way}`);
  const titles = [...codes, 'ERR_WASM_MISSING', 'ERR_PROVER', 'ERR_UNKNOWN'].map((code) => wordsOf({ code }).title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('goes by the words of the place before its own', () => {
  const here = { ERR_VAULT_LOCKED: { title: 'here', remedy: 'do' } };
  expect(wordsOf({ code: 'ERR_VAULT_LOCKED' }, here)).toMatchObject({ title: 'here', code: 'ERR_VAULT_LOCKED' });
});
