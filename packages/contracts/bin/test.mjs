#!/usr/bin/env node
// Runs the Solidity tests and closes with one line, `N passed, N failed`. Arguments go to forge, for instance -vvv.
import process from 'node:process';

import { runForge } from './lib/run-forge.mjs';

const { exitCode, output } = await runForge(['test', '--color', 'never', ...process.argv.slice(2)]);
const results = [...output.matchAll(/^Suite result: .*?(\d+) passed; (\d+) failed;/gm)];
const sum = (column) => results.reduce((total, match) => total + Number(match[column]), 0);
const [passed, failed] = [sum(1), sum(2)];

process.stdout.write(output);
// A compiler error runs no test and is a failure all the same.
const broken = exitCode !== 0 && failed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed + broken} failed\n`);
process.exitCode = failed + broken > 0 || passed === 0 ? 1 : 0;
