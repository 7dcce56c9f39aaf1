#!/usr/bin/env node
/**
 * Builds the circuit and everything generated from it.
 *
 *   node circuits/bin/build.mjs              compile, make the development keys, write artifacts and generated files
 *   node circuits/bin/build.mjs --check      fast: committed files agree with each other and with the sources
 *   node circuits/bin/build.mjs --reproduce  rebuild everything and compare with the committed manifest, bit for bit;
 *                                            with --from-scratch the powers of tau too (minutes), and with --record
 *                                            an equal result is kept as test/rebuild-result.json
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { buildCircuit } = await import('./lib/build-circuit.mjs');
  const { checkCircuit } = await import('./lib/check-circuit.mjs');
  const log = (line) => console.log(line);
  if (process.argv.includes('--check')) return checkCircuit({ log });
  return buildCircuit({
    log,
    compareOnly: process.argv.includes('--reproduce'),
    fromScratch: process.argv.includes('--from-scratch'),
    record: process.argv.includes('--record'),
  });
});
