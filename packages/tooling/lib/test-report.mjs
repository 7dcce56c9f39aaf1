import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './repository-root.mjs';

/** Where stages of `npm test` leave their numbers: the file named by POSTERN_TEST_REPORT. */
const FOLDER = path.join(ROOT, '.cache', 'test-reports');

export const reportFile = (name) => {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.json`);
  rmSync(file, { force: true });
  return file;
};

/** Called by a stage at its end. @param {{ passed: number, failed: number }} counts */
export const writeReport = (counts) => {
  const file = process.env.POSTERN_TEST_REPORT;
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
};

/** Vitest's JSON: a file that does not even load has no tests, and counts as one failure. */
const readVitest = (report) => {
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
};

/** What tools print when they leave no report. */
const PRINTED = [
  /(\d+) tests? passed, (\d+) failed/g, // forge
  /(\d+) passed, (\d+) failed/g,
];

/**
 * The counts of a finished stage; a stage that fails without a count is one failure.
 *
 * @param {{ file: string, status: number, output: string }} stage
 * @returns {{ passed: number, failed: number }}
 */
export const readReport = ({ file, status, output }) => {
  let counts = { passed: 0, failed: 0 };
  if (existsSync(file)) {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    counts = 'testResults' in report ? readVitest(report) : report;
  } else {
    // Colours would stand between the numbers.
    const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
    const found = PRINTED.map((pattern) => [...plain.matchAll(pattern)]).find((matches) => matches.length > 0);
    if (found !== undefined) {
      const [, passed, failed] = found.at(-1);
      counts = { passed: Number(passed), failed: Number(failed) };
    }
  }
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};
