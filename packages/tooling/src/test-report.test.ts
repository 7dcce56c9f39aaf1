import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '../lib/test-report.mjs';

describe('readReport', () => {
  let dir: string;
  const absent = '/nowhere/report.json';
  const write = async (report: unknown): Promise<string> => {
    await writeFile(path.join(dir, 'report.json'), JSON.stringify(report));
    return path.join(dir, 'report.json');
  };
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-report-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('counts a test file that does not load as a failure', async () => {
    const testResults = [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ];
    const file = await write({ numPassedTests: 1, numFailedTests: 1, testResults });
    expect(readReport({ file, status: 1, output: '' })).toEqual({ passed: 1, failed: 2 });
  });

  it("reads a stage's own numbers, or what it printed", async () => {
    const file = await write({ passed: 3, failed: 0 });
    expect(readReport({ file, status: 0, output: '' })).toEqual({ passed: 3, failed: 0 });
    const output = 'Ran 4 test suites: 31 tests passed, 0 failed, 0 skipped (31 total tests)';
    expect(readReport({ file: absent, status: 0, output })).toEqual({ passed: 31, failed: 0 });
  });

  it('never turns a failing stage into a green one', () => {
    expect(readReport({ file: absent, status: 1, output: 'crashed' })).toEqual({ passed: 0, failed: 1 });
    expect(readReport({ file: absent, status: 2, output: '5 passed, 0 failed' })).toEqual({ passed: 5, failed: 1 });
  });
});
