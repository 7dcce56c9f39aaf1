/** Texts that broke something somewhere: no numbers, other spellings of numbers, unstorable, long, names of members. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...['', ' ', 'abc', '0', '1', '-1', '+1', '01', ' 1', '1.5', '1e3', '0x1f', 'NaN', 'Infinity', '9'.repeat(78)],
  ...['9'.repeat(400), 'true', 'null', '[]', '{}', '"', '\\', "' or 1=1 --", '%00', '%', '%zz', '../../etc/passwd'],
  ...['\u0000', 'a\u0000b', '\ud800', 'a\udc00b', '\ud83d\ude00', '\u202eabc', 'e\u0301', '\r\nx: y', '<script>'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'x'.repeat(5000)],
  ...['2024-02-30', '2024-13-01', '9999-99-99', 'http://', 'https://[', 'javascript:1', 'did:', 'did:web:%', 'a.b.c'],
  ...['eyJhbGciOiJub25lIn0.e30.', '..', '~', '~~', 'AA==', '====', 'é', '0x', `0x${'f'.repeat(64)}`],
];

/** Values of the other JSON types. */
export const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 53), [], {}, [[]], [null], { length: 1 }],
  JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
  { constructor: { prototype: { polluted: true } } },
  nest(40),
  nest(2000),
  Array.from({ length: 3000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`member${index}`, index])),
];

function nest(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
