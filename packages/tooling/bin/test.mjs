#!/usr/bin/env node
// `npm test`: installs if needed, then every suite there is; one closing line over all of them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../lib/repository-root.mjs';
import { runCommand } from '../lib/run-command.mjs';
import { readReport, reportFile } from '../lib/test-report.mjs';
import { TEST_STAGES } from '../lib/test-stages.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const only = process.argv.slice(2);

if (!existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'))) {
  say('── install');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    say('0 passed, 1 failed');
    process.exit(1);
  }
}

const summary = [];
let stopped = false;
for (const stage of TEST_STAGES) {
  if (only.length > 0 && !only.includes(stage.name)) continue;
  const missing = stage.missing?.();
  if (stopped || missing !== undefined) {
    const failed = stopped || stage.optional === true ? 0 : 1;
    summary.push({ name: stage.name, note: `not run: ${missing ?? 'an earlier stage failed'}`, passed: 0, failed });
    continue;
  }
  say(`\n── ${stage.name}`);
  const file = reportFile(stage.name.replaceAll(' ', '-'));
  const result = await runCommand({ ...stage.command(file), env: { POSTERN_TEST_REPORT: file } });
  const counts = readReport({ file, status: result.status, output: result.output });
  // A stage without tests of its own (build, lint) is one: it passed or it did not.
  const whole = counts.passed + counts.failed === 0 ? { passed: 1, failed: 0 } : counts;
  summary.push({ name: stage.name, note: `${result.seconds.toFixed(0)} s`, ...whole });
  if (result.status !== 0 && stage.vital === true) stopped = true;
}

const total = { passed: 0, failed: 0 };
say('\n── summary');
for (const { name, note, passed, failed } of summary) {
  total.passed += passed;
  total.failed += failed;
  say(
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(36)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed   ${note}`,
  );
}
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
