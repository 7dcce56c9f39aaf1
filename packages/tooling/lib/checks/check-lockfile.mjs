import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';

/**
 * Families whose other platforms the registry did not hold at this version when it was locked. Without them the local
 * chain and the Solidity compiler run on Linux (x64) only; the launcher says so elsewhere.
 */
const KNOWN_ABSENT = /^@foundry-rs\/(anvil|cast|forge)-/;

/**
 * The lockfile names every platform's part of packages with native code (npm leaves some out silently, and then
 * `npm ci` fails elsewhere), and no address of one machine's registry.
 */
export const checkLockfile = () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const names = new Set(Object.keys(packages).map((key) => key.slice(key.lastIndexOf('node_modules/') + 13)));
  const problems = [];
  for (const [key, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!names.has(name) && !KNOWN_ABSENT.test(name))
        problems.push(`package-lock.json: ${key} wants ${name}, which is not locked`);
    }
    const { resolved, link } = entry;
    if (resolved !== undefined && link !== true && !resolved.startsWith('https://registry.npmjs.org/')) {
      problems.push(`package-lock.json: ${key} comes from ${new URL(resolved).host}`);
    }
  }
  return problems;
};
