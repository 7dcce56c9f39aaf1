import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const BINARY = /\.(br|zkey|wasm|png|jpg|ico|woff2)$/;
/** The list itself, and the test that plants each word. */
const EXEMPT = [
  'packages/tooling/lib/checks/check-unearned-words.mjs',
  'packages/tooling/src/checks/check-unearned-words.test.ts',
];

/** Words that promise what nobody has certified, decided or measured here. A blank also stands for a hyphen or a line's end. */
const UNEARNED = [
  'compliant',
  'certified liveness',
  'liveness certified',
  'liveness certification',
  'verified by AI',
  'AI verified',
  'HIPAA',
  '100k TPS',
  '100,000 TPS',
].map((words) => ({ words, pattern: new RegExp(`\\b${words.replaceAll(' ', '(?:[\\s*/#-]|&nbsp;)+')}\\b`, 'i') }));

/** The words of a text that claim more than was shown. */
export const findUnearnedWords = (text) =>
  UNEARNED.filter(({ pattern }) => pattern.test(text)).map(({ words }) => words);

/** No page, text or error claims what was not certified, decided by a person or measured. */
export const checkUnearnedWords = () =>
  listRepositoryFiles()
    .filter((file) => !BINARY.test(file) && !EXEMPT.includes(file))
    .flatMap((file) =>
      findUnearnedWords(readFileSync(path.join(ROOT, file), 'utf8')).map((words) => `${file} says "${words}"`),
    );
