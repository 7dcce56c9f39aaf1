import { statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { listRepositoryFiles } from './list-repository-files.mjs';

const MEBIBYTE = 2 ** 20;
/** What editors, merges, packers, compilers and test runs leave behind. */
const LEFTOVER =
  /(\.(orig|rej|bak|swp|tmp|log|tgz|tsbuildinfo|heapsnapshot|cpuprofile)|~|(^|\/)(\.DS_Store|Thumbs\.db))$/;
const COMPILED = /^(.*?)(\.d\.ts|\.d\.mts|\.js|\.mjs|\.jsx)(\.map)?$/;
/** The committed proving key and witness program. */
const LARGE = 'circuits/artifacts/';

/** Names among these files that a compiler or a tool made: output that lies beside the TypeScript it was made from. */
export const findLeftovers = (files) => {
  const known = new Set(files);
  const isCompiled = (file) => {
    const [, stem, kind, map] = file.match(COMPILED) ?? [];
    if (stem === undefined) return false;
    // A hand-written script may have its types beside it; a map is never hand-written.
    if (kind === '.mjs' || kind === '.d.mts') return map !== undefined || known.has(`${stem}.mts`);
    return map !== undefined || known.has(`${stem}.ts`) || known.has(`${stem}.tsx`);
  };
  return [
    ...files.filter((file) => LEFTOVER.test(file)).map((file) => `${file} is left over from a tool`),
    ...files.filter(isCompiled).map((file) => `${file} is compiled output beside its source`),
  ];
};

/** Nothing that a tool left, nothing empty, nothing large but the circuit's artifacts. */
export const checkLeftovers = () => {
  const files = listRepositoryFiles();
  const sizes = files.flatMap((file) => {
    const { size } = statSync(path.join(ROOT, file));
    if (size === 0) return [`${file} is empty`];
    return size > MEBIBYTE && !file.startsWith(LARGE) ? [`${file} has ${size} bytes, more than ${MEBIBYTE}`] : [];
  });
  return [...findLeftovers(files), ...sizes];
};
