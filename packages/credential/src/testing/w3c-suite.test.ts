import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../jose/compact-jws.ts';
import { findVectors, OWN_VECTORS } from './find-vectors.ts';
import { createTestParty } from './test-parties.ts';
import { judgeSuiteFile } from './w3c-suite.ts';

type Vector = { name: string; document: JsonObject };

/** Files that the suite wants refused and our readers take, with the reason. */
const ACCEPTED_FAILURES: Readonly<Record<string, string>> = {
  'credential-type-unmapped-fail':
    'whether a context gives a type a URL is known after JSON-LD processing, which a JWT profile leaves out: types are compared as the words they are',
};

/** Files that the suite wants accepted and our readers refuse: they are well-formed, and serve nobody here. */
const REFUSED_SUCCESSES: Readonly<Record<string, string>> = {
  'credential-subject-multiple-ok': 'a credential about several people is bound to no one holder',
  'credential-validfrom-far-future-ok': 'it is not valid yet',
  'credential-validuntil-ok': 'it has expired',
  'credential-validuntil-ms-ok': 'it has expired',
  'credential-validuntil-tz-ok': 'it has expired',
  'presentation-enveloped-vc-ok': 'its envelope is of a media type from before the standard, in base64',
};

const [issuer, holder] = await Promise.all([createTestParty('ES256'), createTestParty('ES256')]);
const read = (name: string, folder: URL) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as unknown;

const own = read('vcdm2', OWN_VECTORS) as Vector[];

/** A refusal has a code of ours; anything else that is thrown fails the test. */
const judge = async ({ name, document }: Vector) =>
  (await judgeSuiteFile({ name, document, issuer, holder })) === undefined ? 'accepted' : 'refused';

describe('our vectors of VCDM 2.0', () => {
  it.each(own)('$name', async (vector) => {
    await expect(judge(vector)).resolves.toBe(vector.name.endsWith('-ok') ? 'accepted' : 'refused');
  });
});

const folder = findVectors('w3c');

describe.each(folder === undefined ? [] : [{ folder }])('the suite of W3C for VCDM 2.0', ({ folder: suite }) => {
  const names = readdirSync(suite).map((file) => file.replace(/\.json$/, ''));

  it.each(names.toSorted())('%s', async (name) => {
    const isGood = name.endsWith('-ok')
      ? !Object.hasOwn(REFUSED_SUCCESSES, name)
      : Object.hasOwn(ACCEPTED_FAILURES, name);
    const verdict = await judge({ name, document: read(name, suite) as JsonObject });
    expect(verdict).toBe(isGood ? 'accepted' : 'refused');
  });

  it('has every file that is explained', () => {
    const explained = [...Object.keys(ACCEPTED_FAILURES), ...Object.keys(REFUSED_SUCCESSES)];
    expect(explained.filter((name) => !names.includes(name))).toEqual([]);
  });
});
