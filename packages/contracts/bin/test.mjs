#!/usr/bin/env node
// Runs the Solidity tests and closes with one line, `N passed, N failed`. Arguments go to forge, for instance -vvv.
// A whole run ends with the comparison of gas (bin/gas.mjs), which counts as one test.
import process from 'node:process';

import { compareGas } from './lib/compare-gas.mjs';
import { withGasFolder } from './lib/with-gas-folder.mjs';
import { runForge } from './lib/run-forge.mjs';

const extra = process.argv.slice(2);
const { exitCode, output, gas } = await withGasFolder(async (env, readGas) => {
  const result = await runForge(['test', '--color', 'never', ...extra], { env });
  return { ...result, gas: await readGas() };
});
const results = [...output.matchAll(/^Suite result: .*?(\d+) passed; (\d+) failed;/gm)];
const sum = (column) => results.reduce((total, match) => total + Number(match[column]), 0);
let [passed, failed] = [sum(1), sum(2)];

process.stdout.write(output);
// A compiler error runs no test and is a failure all the same.
if (exitCode !== 0 && failed === 0) failed += 1;
if (extra.length === 0 && exitCode === 0) {
  const { lines, equal } = await compareGas({ measured: gas });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (equal) passed += 1;
  else failed += 1;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
