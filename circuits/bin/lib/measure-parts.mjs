/** Constraints of every template that has an attack suite. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ALL_SUITES } from '../../test/attacks/all-suites.ts';
import { compileTemplate } from '../../test/support/compile-template.ts';
import { circuitsDir } from './paths.mjs';

/**
 * @param {{ log: (line: string) => void, write: boolean }} options
 * @returns {Promise<boolean>} always true
 */
export async function measureParts({ log, write }) {
  const counts = {};
  for (const { main, file, publicInputs } of ALL_SUITES) {
    const { constraints } = await compileTemplate({ main, include: file, publicInputs });
    counts[main] = constraints;
    log(`${main.padEnd(28)} ${constraints}`);
  }
  if (write) {
    const file = path.join(circuitsDir, 'test', 'constraint-counts.json');
    await writeFile(file, `${JSON.stringify(counts, undefined, 2)}\n`);
  }
  return true;
}
