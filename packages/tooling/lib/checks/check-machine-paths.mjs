import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const BINARY = /\.(br|zkey|wasm|png|jpg|ico|woff2)$/;
/** Where a path can begin in a text. All patterns are written so that this file does not match itself. */
const BEFORE = '(^|[\\s"\'`(=:,>])';
const PRIVATE = [
  { what: 'a folder of one machine', pattern: [BEFORE, '/', '((home|Users)/[A-Za-z]|root/|private/var/)'] },
  { what: 'a folder of one machine', pattern: ['\\b[A-Z]:\\\\{1,2}', 'Users\\\\'] },
  { what: 'a file of one machine', pattern: ['file:', '///[A-Za-z]'] },
  { what: 'a host of one network', pattern: ['https?://[\\w.-]+\\.', '(corp|internal|intra|intranet|lan|local)\\b'] },
].map(({ what, pattern }) => ({ what, pattern: new RegExp(pattern.join(''), 'm') }));

/** What a text says about the machine or network that it was written on. */
export const findMachinePaths = (text, root = ROOT) => {
  const found = PRIVATE.filter(({ pattern }) => pattern.test(text)).map(({ what }) => what);
  return root.length > 4 && text.includes(`${root}/`) ? [...found, 'the folder of this checkout'] : found;
};

/** Relative paths in a file of the repository that lead out of it: what lies there is nobody else's. */
export const findPathsOutside = (file, text) => {
  const depth = file.split('/').length - 1;
  const paths = [...text.matchAll(/['"`]((?:\.\.\/)+)[\w.-]/g)].map(([, ups]) => ups);
  return paths.some((ups) => ups.length / 3 > depth) ? ['a file outside the repository'] : [];
};

/** Nothing committed names a folder of one machine, a host of one network, or what lies beside the repository. */
export const checkMachinePaths = () =>
  listRepositoryFiles()
    .filter((file) => !BINARY.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return [...findMachinePaths(text), ...findPathsOutside(file, text)].map((what) => `${file} names ${what}`);
    });
