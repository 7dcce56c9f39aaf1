import { expect, it } from 'vitest';
import { findJsonError } from './find-json-error.ts';

it('has nothing to say of JSON', () => {
  expect(findJsonError('{ "age": { "atLeast": 18 } }')).toBeUndefined();
});

it.each([
  ['{\n  "age": 18\n  "issuers": [1]\n}', 3],
  ['{\n  "age": 18', 2],
])('names the line of %j', (text, line) => {
  expect(findJsonError(text)).toContain(`Line ${line} `);
});

it('has something to say also where the browser names no place', () => {
  expect(findJsonError('{\n  "age": oops\n}')).toBeDefined();
});
