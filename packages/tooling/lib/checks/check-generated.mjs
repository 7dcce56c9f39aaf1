import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository-root.mjs';
import { runCommand } from '../run-command.mjs';

/** Commands that compare what they would generate with what is committed. */
const COMMANDS = [
  { name: 'circuit artifacts and signal tables', script: 'circuits/bin/build.mjs', args: ['--check'] },
  { name: 'contract interfaces and bytecode', script: 'packages/contracts/bin/build.mjs', args: ['--check'] },
  { name: 'database migrations', script: 'packages/tooling/bin/db.mjs', args: ['check'] },
];

/** Everything generated is what its sources give. */
export const checkGenerated = async () => {
  const problems = [];
  for (const { name, script, args } of COMMANDS) {
    const file = path.join(ROOT, script);
    if (!existsSync(file)) problems.push(`${script} is missing: ${name} cannot be compared`);
    else if (args[0] === '--check' && !readFileSync(file, 'utf8').includes('--check')) {
      problems.push(`${script} knows no --check: ${name} cannot be compared`);
    } else {
      const { status, output } = await runCommand({ args: [file, ...args], quiet: true });
      if (status !== 0) problems.push(`${name} are stale (${script}): ${output.trim().split('\n').at(-1)}`);
    }
  }
  return problems;
};
