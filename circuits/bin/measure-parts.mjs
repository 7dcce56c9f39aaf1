#!/usr/bin/env node
/**
 * Prints the constraints of every template on its own, after --O2: the table of circuits/README.md.
 * With `--write` it records them in test/constraint-counts.json, which a test compares with what compiles.
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { measureParts } = await import('./lib/measure-parts.mjs');
  return measureParts({ log: (line) => console.log(line), write: process.argv.includes('--write') });
});
