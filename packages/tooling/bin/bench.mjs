#!/usr/bin/env node
// `npm run bench [NAME]`: runs every `<workspace>/bench/NAME.ts`, or lists what there is.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../lib/repository-root.mjs';
import { runCommand } from '../lib/run-command.mjs';

const folders = ['packages', 'apps'].flatMap((group) =>
  readdirSync(path.join(ROOT, group)).map((name) => path.join(group, name, 'bench')),
);
const files = [...folders, path.join('circuits', 'bench')]
  .filter((folder) => existsSync(path.join(ROOT, folder)))
  .flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((file) => path.join(folder, file)))
  .filter((file) => /\.(ts|mjs)$/.test(file));
/** Files by bench name: two workspaces may measure two halves of one thing. */
const benches = new Map(files.map((file) => [nameOf(file), files.filter((other) => nameOf(other) === nameOf(file))]));

const [name, ...rest] = process.argv.slice(2);
const names = name === 'all' ? [...benches.keys()] : [name];
if (name === undefined || names.some((each) => !benches.has(each))) {
  const list =
    benches.size === 0
      ? '  none yet'
      : [...benches].map(([key, paths]) => `  ${key.padEnd(24)} ${paths.join(', ')}`).join('\n');
  process.stdout.write(`npm run bench NAME | all\n${list}\n`);
  process.exit(name === undefined ? 0 : 2);
}
for (const file of names.flatMap((each) => benches.get(each))) {
  const args = ['-C', 'postern-source', '--import', 'tsx', path.join(ROOT, file), ...rest];
  const { status } = await runCommand({ args });
  if (status !== 0) process.exit(status);
}

function nameOf(file) {
  return path.basename(file).replace(/\.(ts|mjs)$/, '');
}
