import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseEnv } from './env.ts';

it('has defaults that .env.example repeats', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const example = Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  expect(parseEnv(example)).toEqual(parseEnv({}));
});

it('refuses a bank list that is no list', () => {
  expect(() => parseEnv({ WALLET_BANKS: '{}' })).toThrow();
});
