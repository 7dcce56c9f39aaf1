import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { packageFolder } from './run-forge.mjs';

const FILE = path.join(packageFolder, 'snapshots/Gas.json');
/** How far a figure may be from the committed one, either way, before somebody has to look: a hundredth. */
const TOLERANCE = 0.01;

/**
 * Compares measured gas with the committed snapshot.
 *
 * @param {{ measured: Record<string, number> }} options
 * @returns {Promise<{ lines: string[], equal: boolean }>}
 */
export async function compareGas({ measured }) {
  const committed = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}'));
  const lines = [];
  let equal = true;
  for (const what of new Set([...Object.keys(committed), ...Object.keys(measured)])) {
    const [before, now] = [committed[what], measured[what]];
    const within = before !== undefined && now !== undefined && Math.abs(now - before) <= before * TOLERANCE;
    equal &&= within;
    const change = before === undefined || now === undefined ? '' : `${(((now - before) / before) * 100).toFixed(2)} %`;
    lines.push(`gas ${within ? '✓' : '✗'} ${what.padEnd(40)} ${now ?? 'not measured'} (${before ?? 'new'}) ${change}`);
  }
  if (!equal) lines.push('Gas moved by more than 1 %. If it should: node packages/contracts/bin/gas.mjs --write');
  return { lines, equal };
}

/** Makes the measured figures the committed ones. */
export async function writeGas({ measured }) {
  const sorted = Object.fromEntries(Object.entries(measured).sort(([a], [b]) => a.localeCompare(b)));
  await writeFile(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
