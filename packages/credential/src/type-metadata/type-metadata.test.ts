import { describe, expect, it } from 'vitest';

import { assertClaimsMatchType } from './assert-claims-match-type.ts';
import { createTypeMetadata } from './create-type-metadata.ts';
import { fetchTypeMetadata } from './fetch-type-metadata.ts';
import { computeIntegrity, hasIntegrity } from './integrity.ts';
import type { TypeMetadata } from './z-type-metadata.ts';

const A = 'https://bank.example/vct/a/1';
const B = 'https://types.example/b/1';

const fetch = (documents: Record<string, string>, more: object = {}) =>
  fetchTypeMetadata({
    vct: A,
    fetchText: async (url) => {
      const text = documents[url];
      return text === undefined ? { status: 404, text: 'no' } : { status: 200, text };
    },
    allowLoopbackHttp: false,
    ...more,
  });
const text = (metadata: object) => JSON.stringify(metadata);

describe('type metadata', () => {
  it('is fetched as promised', async () => {
    const { text: served, integrity } = await createTypeMetadata({
      vct: A,
      name: 'A',
      claims: [{ path: ['name'], sd: 'always', display: [{ locale: 'de', label: 'Name' }] }],
    });
    await expect(fetch({ [A]: served }, { integrity })).resolves.toMatchObject({ name: 'A' });
    await expect(fetch({ [A]: `${served} ` }, { integrity })).rejects.toMatchObject({
      code: 'ERR_TYPE_METADATA_INTEGRITY',
    });
  });

  it('is refused when of another type, malformed, elsewhere or not there', async () => {
    const cases: [Record<string, string>, object, string][] = [
      [{ [A]: text({ vct: B }) }, {}, 'ERR_TYPE_METADATA_MALFORMED'],
      [{ [A]: `{"vct":"${A}","vct":"${A}"}` }, {}, 'ERR_TYPE_METADATA_MALFORMED'],
      [{ [A]: text({ vct: A, claims: [{ path: [] }] }) }, {}, 'ERR_TYPE_METADATA_MALFORMED'],
      [{ [A]: text({ vct: A, claims: [{ path: ['a'], svg_id: '1' }] }) }, {}, 'ERR_TYPE_METADATA_MALFORMED'],
      [{}, {}, 'ERR_TYPE_METADATA_UNREACHABLE'],
      [{}, { vct: 'urn:example:a' }, 'ERR_TYPE_METADATA_URL'],
      [{}, { vct: 'http://bank.example/a' }, 'ERR_TYPE_METADATA_URL'],
    ];
    for (const [documents, more, code] of cases) await expect(fetch(documents, more)).rejects.toMatchObject({ code });
  });

  it('inherits claims and display, and never loosens them', async () => {
    const parent: TypeMetadata = {
      vct: B,
      display: [{ locale: 'en', name: 'B' }],
      claims: [
        { path: ['a'], sd: 'always', mandatory: true },
        { path: ['b'], display: [{ locale: 'en', label: 'b' }] },
      ],
    };
    const extend = (more: object) => fetch({ [A]: text({ vct: A, extends: B, ...more }), [B]: text(parent) });
    await expect(extend({ claims: [{ path: ['b'], sd: 'never' }, { path: ['c'] }] })).resolves.toEqual({
      vct: A,
      extends: B,
      display: parent.display,
      claims: [parent.claims![0], { ...parent.claims![1], sd: 'never' }, { path: ['c'] }],
    });
    for (const change of [{ sd: 'never' }, { mandatory: false }]) {
      await expect(extend({ claims: [{ path: ['a'], ...change }] })).rejects.toMatchObject({
        code: 'ERR_TYPE_METADATA_EXTENDS',
      });
    }
    await expect(extend({ 'extends#integrity': await computeIntegrity('x') })).rejects.toMatchObject({
      code: 'ERR_TYPE_METADATA_INTEGRITY',
    });
  });

  it('extends neither itself nor too many', async () => {
    const circle = { [A]: text({ vct: A, extends: B }), [B]: text({ vct: B, extends: A }) };
    await expect(fetch(circle)).rejects.toMatchObject({ code: 'ERR_TYPE_METADATA_EXTENDS' });
    const url = (index: number) => (index === 0 ? A : `${B}/${index}`);
    const long = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [url(index), text({ vct: url(index), extends: url(index + 1) })]),
    );
    await expect(fetch(long)).rejects.toMatchObject({ code: 'ERR_TYPE_METADATA_EXTENDS' });
  });
});

describe('claims of a credential', () => {
  const digestOf = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  /** `name` and `address` hidden, `city` inside the hidden address in the clear, `level` in the clear. */
  async function issue(): Promise<string> {
    const disclosures = [encode(['s', 'name', 'Ada']), encode(['t', 'address', { city: 'B' }])];
    const _sd = await Promise.all(disclosures.map(digestOf));
    const jws = [{ alg: 'ES256' }, { _sd, level: 1, list: ['a', 'b'] }].map(encode).join('.');
    return `${[`${jws}.AA`, ...disclosures].join('~')}~`;
  }
  const check = async (claims: NonNullable<TypeMetadata['claims']>) =>
    assertClaimsMatchType({ token: await issue(), metadata: { vct: A, claims } });

  it('keep what their type promises', async () => {
    await expect(
      check([
        { path: ['name'], sd: 'always', mandatory: true },
        { path: ['address'], sd: 'always' },
        { path: ['address', 'city'], sd: 'never', mandatory: true },
        { path: ['level'], sd: 'never' },
        { path: ['list', null], sd: 'never' },
        { path: ['list', 5], sd: 'always' },
        { path: ['missing'], sd: 'always' },
      ]),
    ).resolves.toBeUndefined();
  });

  it('are refused when one is missing, cannot be hidden, or is not where a path leads', async () => {
    const bad: NonNullable<TypeMetadata['claims']> = [
      { path: ['missing'], mandatory: true },
      { path: ['level'], sd: 'always' },
      { path: ['name'], sd: 'never' },
      { path: ['address', 'city'], sd: 'always' },
      { path: ['list', 0], sd: 'always' },
      { path: ['name', 'first'] },
      { path: ['address', null] },
    ];
    for (const claim of bad) await expect(check([claim])).rejects.toMatchObject({ code: 'ERR_TYPE_METADATA_CLAIMS' });
  });
});

describe('integrity metadata', () => {
  it('counts the strongest kind, one of which must match', async () => {
    const [weak, strong] = [await computeIntegrity('x'), await computeIntegrity('x', 'SHA-512')];
    const other = await computeIntegrity('y', 'SHA-512');
    expect(weak).toBe('sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=');
    await expect(hasIntegrity('x', weak)).resolves.toBe(true);
    await expect(hasIntegrity('x', `${other} ${strong}?ct=json`)).resolves.toBe(true);
    await expect(hasIntegrity('x', `${weak} ${other}`)).resolves.toBe(false);
    for (const nothing of ['', 'md5-x', 'sha256', ' ']) await expect(hasIntegrity('x', nothing)).resolves.toBe(false);
  });
});
