import { describe, expect, it } from 'vitest';

import { zEmailAddress } from './z-email-address.ts';
import { zLineOfText, zName } from './z-text.ts';

describe('a name', () => {
  it.each([
    ['one letter', 'O', 'O'],
    ['decomposed letters', 'Zu\u0308rich', 'Zürich'],
    ['spaces around and between', '\u00A0Ana \u2003 María ', 'Ana María'],
    ['apostrophes and hyphens', "O'Brien-Żółć", "O'Brien-Żółć"],
    ['a joiner between letters (Sinhala)', 'ශ්\u200Dරී', 'ශ්\u200Dරී'],
    ['a non-joiner between letters (Persian)', 'علی\u200Cرضا', 'علی\u200Cرضا'],
    ['right-to-left letters', 'محمد', 'محمد'],
    ['a letter beyond the basic plane', '𠮷田', '𠮷田'],
    ['markup, which is text', '<b>Ada</b>', '<b>Ada</b>'],
    ['digits beside letters', 'Ada 3rd', 'Ada 3rd'],
  ])('may have %s', (_, text, read) => {
    expect(zName.parse(text)).toBe(read);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00A0 '],
    ['only what takes no room', '\u200B\u200D'],
    ['NUL', 'A\u0000da'],
    ['a line break', 'Ada\nLovelace'],
    ['a line separator', 'Ada\u2028Lovelace'],
    ['a high surrogate alone', 'Ada\uD800'],
    ['a low surrogate alone', '\uDC00Ada'],
    ['a right-to-left override', 'Smith\u202Egnp.exe'],
    ['an isolate', '\u2067Ada\u2069'],
    ['a direction mark', 'Ada\u200F'],
    ['an Arabic letter mark', 'Ada\u061C'],
    ['a byte order mark', '\uFEFFAda'],
    ['a soft hyphen', 'A\u00ADda'],
    ['a joiner at the start', '\u200DAda'],
    ['a joiner at the end', 'Ada\u200D'],
    ['a joiner beside a space', 'Ada\u200C Lovelace'],
    ['a private character', 'Ada\uE000'],
    ['no letter', '123'],
    ['punctuation alone', '-'],
  ])('has no %s', (_, text) => {
    expect(zName.safeParse(text).success).toBe(false);
  });

  it('is read the same a second time', () => {
    const once = zName.parse(' Zu\u0308rich\u00A0 ');
    expect(zName.parse(once)).toBe(once);
  });
});

it('needs no letter in other text', () => {
  expect(zLineOfText.parse(' 12 ')).toBe('12');
  expect(zLineOfText.parse('')).toBe('');
});

describe('an e-mail address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@Example.ORG ', 'Ada@example.org'],
    ['jörg+kyc@exämple.org', 'jörg+kyc@xn--exmple-cua.org'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@ＥＸＡＭＰＬＥ.org', 'ada@example.org'],
  ])('%s goes to %s', (text, read) => {
    expect(zEmailAddress.parse(text)).toBe(read);
  });

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@@example.org',
    'ada@exa mple.org',
    'ada@example.org/x',
    'ada@example.org:25',
    'ada@user:x@example.org',
    'ada@127.0.0.1',
    'ada@[::1]',
    'ada@exam%70le.org',
    'ada\u0000@example.org',
    'ada@exa\u202Emple.org',
    'ada@example.org\nBcc: eve@example.org',
    `${'a'.repeat(65)}@example.org`,
  ])('%j is none', (text) => {
    expect(zEmailAddress.safeParse(text).success).toBe(false);
  });
});
