import type { JsonObject } from '@postern/credential';
import type { ClaimPath, ClaimsCredentialQuery } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import type { StoredCredential, StoredDocument } from '../store/stored-credential.ts';
import { createHeldCredential, VCT } from '../testing/create-held-credential.ts';
import { NOW } from '../testing/start-test-bank.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import { planAnswer } from './plan-answer.ts';

const CLAIMS: JsonObject = {
  given_name: 'Anna',
  nationalities: ['GR', 'DE'],
  address: { locality: 'Berlin', country: 'DE' },
  age_over: { '18': true },
};

/** By hand: whether a path, from the person's claims, leads to something. */
const PATHS: [ClaimPath, boolean][] = [
  [['given_name'], true],
  [['nationalities'], true],
  [['nationalities', 1], true],
  [['nationalities', null], true],
  [['age_over', '18'], true],
  [['nationalities', 2], false],
  [['nationalities', '0'], false],
  [['nationalities', 'length'], false],
  [['toString'], false],
  [['constructor', 'name'], false],
  [['valueOf'], false],
  [['__proto__'], false],
  [['given_name', 0], false],
  [['given_name', 'length'], false],
  [['address', null], false],
  [['address', 0], false],
  [['missing'], false],
];
const FORMATS = ['dc+sd-jwt', 'jwt_vc_json', 'vc+jwt'] as const;

const queryOf = (format: (typeof FORMATS)[number], path: ClaimPath): ClaimsCredentialQuery =>
  format === 'dc+sd-jwt'
    ? { id: 'asked', format, meta: { vct_values: [VCT] }, claims: [{ path }] }
    : { id: 'asked', format, meta: { type_values: [['Person']] }, claims: [{ path: ['credentialSubject', ...path] }] };
const GOOD = { id: 'good', format: 'dc+sd-jwt' as const, meta: { vct_values: [VCT] } };
const held = createHeldCredential({ claims: CLAIMS }).then((credential): StoredCredential => {
  const [sdJwt, jwt] = credential.documents as [StoredDocument, StoredDocument];
  return { ...credential, documents: [sdJwt, jwt, { ...jwt, format: 'vc+jwt', configurationId: 'person_vcdm2' }] };
});
const http = async () => ({ status: 404, body: new Uint8Array() });
const plan = async (query: VerifiedRequest['query']) =>
  planAnswer({ request: { query } as VerifiedRequest, credentials: [await held], http, now: NOW });

describe.each(FORMATS)('a claim path over %s', (format) => {
  it.each(PATHS)('%j leads somewhere: %s', async (path, isThere) => {
    const query = queryOf(format, path);
    const alone = await plan({ credentials: [query] });
    expect([alone.choices.length, alone.unmet.length]).toEqual(isThere ? [1, 0] : [0, 1]);
    if (!isThere) expect(alone.unmet[0]![0]).toMatchObject({ kind: 'claims', reason: 'claims_missing' });
    const either = await plan({ credentials: [query, GOOD], credential_sets: [{ options: [['asked'], ['good']] }] });
    expect(either.unmet).toEqual([]);
    expect(either.choices[0]!.options).toHaveLength(isThere ? 2 : 1);
  });
});
