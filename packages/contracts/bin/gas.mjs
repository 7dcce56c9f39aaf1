#!/usr/bin/env node
// Measures gas (test/integration/Gas.t.sol) and compares it with snapshots/Gas.json; `--write` commits to what it finds.
import process from 'node:process';

import { compareGas, writeGas } from './lib/compare-gas.mjs';
import { withGasFolder } from './lib/with-gas-folder.mjs';
import { runForge } from './lib/run-forge.mjs';

await withGasFolder(async (env, readGas) => {
  const { exitCode, output } = await runForge(['test', '--color', 'never', '--match-contract', '^GasTest$'], { env });
  if (exitCode !== 0) {
    process.stderr.write(output);
    process.exitCode = 1;
    return;
  }
  const measured = await readGas();
  if (process.argv.includes('--write')) await writeGas({ measured });
  const { lines, equal } = await compareGas({ measured });
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = equal ? 0 : 1;
});
