#!/usr/bin/env node
// Holds what a compiler does not: import directions, lengths, leftovers, links, promises and their tests, commands and
// imports in texts, words that claim too much, lockfile, environments, fresh generated files.
import { checkCommands } from '../lib/checks/check-commands.mjs';
import { checkDocumentedImports } from '../lib/checks/check-documented-imports.mjs';
import { checkEnvExamples } from '../lib/checks/check-env-examples.mjs';
import { checkFileLength } from '../lib/checks/check-file-length.mjs';
import { checkGenerated } from '../lib/checks/check-generated.mjs';
import { checkGuarantees } from '../lib/checks/check-guarantees.mjs';
import { checkImports } from '../lib/checks/check-imports.mjs';
import { checkLeftovers } from '../lib/checks/check-leftovers.mjs';
import { checkLinks } from '../lib/checks/check-links.mjs';
import { checkLockfile } from '../lib/checks/check-lockfile.mjs';
import { checkMachinePaths } from '../lib/checks/check-machine-paths.mjs';
import { checkUnearnedWords } from '../lib/checks/check-unearned-words.mjs';
import { writeReport } from '../lib/test-report.mjs';

const CHECKS = [
  { name: 'imports', check: checkImports },
  { name: 'file length', check: checkFileLength },
  { name: 'leftovers', check: checkLeftovers },
  { name: 'links', check: checkLinks },
  { name: 'guarantees', check: checkGuarantees },
  { name: 'commands', check: checkCommands },
  { name: 'documented imports', check: checkDocumentedImports },
  { name: 'lockfile', check: checkLockfile },
  { name: 'machine paths', check: checkMachinePaths },
  { name: 'unearned words', check: checkUnearnedWords },
  { name: 'environment examples', check: checkEnvExamples },
  { name: 'generated files', check: checkGenerated },
];

let failed = 0;
for (const { name, check } of CHECKS) {
  const problems = await check();
  if (problems.length > 0) failed += 1;
  process.stdout.write(`${problems.length === 0 ? '✓' : '✗'} ${name}\n`);
  for (const problem of problems) process.stdout.write(`    ${problem}\n`);
}
writeReport({ passed: CHECKS.length - failed, failed });
process.exit(failed === 0 ? 0 : 1);
