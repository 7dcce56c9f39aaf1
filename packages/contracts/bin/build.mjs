#!/usr/bin/env node
// Compiles the contracts and writes ts/generated/: ABI, bytecode, link references, hash of the deployed code.
// `--check` writes nothing and fails if the committed files differ from what the sources give.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

import { generateFiles } from './lib/generate-files.mjs';
import { packageFolder, runForge } from './lib/run-forge.mjs';

const check = process.argv.includes('--check');
const folder = path.join(packageFolder, 'ts/generated');

const { exitCode, output } = await runForge(['build', '--skip', 'test']);
if (exitCode !== 0) {
  process.stderr.write(output);
  process.exit(exitCode);
}

const files = await generateFiles();
const present = await readdir(folder).catch(() => []);
const extra = present.filter((name) => !files.has(name));
if (check) {
  const stale = [];
  for (const [name, text] of files) {
    const committed = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (committed !== text) stale.push(name);
  }
  const wrong = [...stale, ...extra];
  if (wrong.length > 0) {
    process.stderr.write(
      `Stale in packages/contracts/ts/generated: ${wrong.join(', ')}. Run npm run contracts:build.\n`,
    );
    process.exit(1);
  }
  process.stdout.write(`contracts: ${files.size} generated files are fresh\n`);
} else {
  await mkdir(folder, { recursive: true });
  for (const name of extra) await rm(path.join(folder, name));
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
  process.stdout.write(`contracts: wrote ${files.size} files\n`);
}
