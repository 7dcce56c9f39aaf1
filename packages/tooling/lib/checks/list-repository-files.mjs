import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.cache', '.data', 'generated', 'out', 'cache', 'build']);

const walk = (folder) =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? walk(file) : [file];
    });

let files;

/** Files of the repository, tracked or new, as paths from its root; a download without git is walked. */
export const listRepositoryFiles = () => {
  if (files !== undefined) return files;
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  const listed = git.status === 0 ? git.stdout.split('\n').filter((line) => line !== '') : walk('.');
  files = listed.filter((file) => existsSync(path.join(ROOT, file)));
  return files;
};
