import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseEnv } from './env.ts';

it('works locally without any variable', () => {
  expect(parseEnv({})).toMatchObject({
    PORT: 4102,
    PORTAL_ISSUER_URL: 'http://localhost:4101',
    PORTAL_TENANT: 'demo-bank',
  });
});

it('has an example of every variable with its default', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
  const example = Object.fromEntries(
    lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split(/=(.*)/s, 2)),
  );
  expect(parseEnv(example)).toEqual(parseEnv({}));
  expect(Object.keys(example).toSorted()).toEqual(Object.keys(parseEnv({})).toSorted());
});

it.each([[{ PORTAL_ISSUER_URL: 'issuer' }], [{ PORTAL_TENANT: '../x' }], [{ PORT: '99999' }]])(
  'refuses %j',
  (source) => {
    expect(() => parseEnv(source)).toThrow();
  },
);
