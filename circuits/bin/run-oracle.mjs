#!/usr/bin/env node
/**
 * Compares the circuit with the plain evaluator on random credentials and policies, both ways, and commits the counts.
 *
 *   npm run circuits:oracle                     2,000 runs, writes circuits/test/oracle-result.json
 *   npm run circuits:oracle -- --runs=50 --seed=7   prints only
 */
import { runWithSources } from './lib/run-with-sources.mjs';

await runWithSources(import.meta.url, async () => {
  const { runOracle } = await import('../test/support/run-oracle.ts');
  const { writeOracleResult } = await import('./lib/write-oracle-result.mjs');
  const option = (name) => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  const runs = Number(option('runs') ?? 2000);
  const seed = Number(option('seed') ?? 20_261_121);
  const result = await runOracle({ runs, seed });
  console.log(JSON.stringify(result));
  if (option('runs') === undefined && option('seed') === undefined) await writeOracleResult(result);
  return result.disagreements.length === 0;
});
