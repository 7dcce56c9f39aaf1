import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

test('a process that proved and verified ends by itself', async () => {
  const script = fileURLToPath(new URL('./support/prove-and-end.ts', import.meta.url));
  const args = ['-C', 'postern-source', '--import', 'tsx', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 80_000 });
  expect(stdout).toBe('stands');
}, 90_000);
