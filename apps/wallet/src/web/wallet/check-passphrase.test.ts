import { expect, it } from 'vitest';
import { checkPassphrase } from './check-passphrase.ts';

it.each([
  'correct horse battery',
  'vier Wörter am Stück',
  'x7#Kq2!mZp',
  'пароль из четырёх слов',
  '山田太郎の長い合言葉です',
  'a long one of the sea',
])('takes %j', (passphrase) => {
  expect(checkPassphrase(passphrase)).toBeUndefined();
});

it.each([
  '',
  'short one',
  'aaaaaaaaaaaa',
  'AAAAaaaaAAAA',
  'abababababab',
  'abcabcabcabc',
  'abcdeabcdeabcde',
  '          ',
  '1234567890',
  '0987654321',
  'abcdefghijkl',
  'qwertyuiop',
  'qwertyuiop1',
  'Password123!',
  'mypassword2026',
  'passwordpassword',
])('refuses %j', (passphrase) => {
  expect(checkPassphrase(passphrase)).toBeDefined();
});
