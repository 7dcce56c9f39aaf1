import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.cache', 'out', 'cache', 'build', 'test']);

/** Every file below a path, sorted; a path that is absent has none. */
export const listFiles = (start) => {
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [start];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => listFiles(path.join(start, entry.name)))
    .sort();
};

/** One hash over names and contents, the same wherever the repository lies. */
export const hashFiles = (root, starts) => {
  const hash = createHash('sha256');
  for (const file of starts.flatMap((start) => listFiles(path.join(root, start)))) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};
