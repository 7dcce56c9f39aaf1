import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { ROOT } from './repository-root.mjs';
import { runCommand } from './run-command.mjs';

/** Packages whose sources never reach a browser: a change there needs no new bundle. */
const SERVER_ONLY = new Set(['db', 'http-service', 'tooling', 'testkit', 'issuer', 'verifier']);

/** Packages that end up in bundles, as paths. */
const listBundledSources = () =>
  readdirSync(path.join(ROOT, 'packages'))
    .filter((name) => !SERVER_ONLY.has(name))
    .flatMap((name) => ['src', 'ts', 'vite', 'package.json'].map((part) => `packages/${name}/${part}`));

/**
 * Builds each app that has a Vite configuration, unless nothing changed that goes into its bundle.
 *
 * @param {{ say: (text: string) => void }} options
 * @returns {Promise<boolean>} whether all builds succeeded.
 */
export const buildWebApps = async ({ say }) => {
  const shared = listBundledSources();
  let allBuilt = true;
  for (const app of readdirSync(path.join(ROOT, 'apps')).sort()) {
    const cwd = path.join(ROOT, 'apps', app);
    if (!existsSync(path.join(cwd, 'vite.config.ts')) || !existsSync(path.join(cwd, 'src', 'web', 'index.html')))
      continue;
    const stamp = path.join(cwd, 'dist', '.web-hash');
    const inputs = [`apps/${app}/src`, `apps/${app}/vite.config.ts`, `apps/${app}/package.json`, 'package-lock.json'];
    const hash = hashFiles(ROOT, [...inputs, ...shared, 'circuits/artifacts/manifest.json']);
    const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
    if (isFresh && existsSync(path.join(cwd, 'dist', 'web', 'index.html'))) continue;
    const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
    const done = await runCommand({ args: [vite, 'build', '--logLevel', 'warn'], cwd, quiet: true });
    if (done.status !== 0) {
      say(`${app} page failed to build`);
      allBuilt = false;
      continue;
    }
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
    say(`${app} page built in ${done.seconds.toFixed(1)} s`);
  }
  return allBuilt;
};
