import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createProgress, parseStartOptions, startStack } from '@postern/cli';
import type { SharedStack } from '../fixtures/shared-stack.ts';

/** Starts one stack with two chains for all tests, in a folder that is thrown away; returns what stops it. */
export default async function startSharedStack(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'postern-e2e-stack-'));
  const write = (text: string): void => void process.stdout.write(text);
  const stack = await startStack({
    ...parseStartOptions({ data: dataDir, portBase: '5100', chainPort: '9545', secondChain: true, logLevel: 'warn' }),
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    progress: createProgress({ write, quiet: false, monotonicMs: () => performance.now() }),
  });
  const { urls, chains, enrolmentLinks, secrets } = stack;
  const shared: SharedStack = { urls, chains, enrolmentLinks, ...secrets };
  process.env.POSTERN_E2E_STACK = JSON.stringify(shared);
  return async () => {
    await stack.stop();
    if (process.env.POSTERN_E2E_KEEP === undefined) await rm(dataDir, { recursive: true, force: true });
    else write(`kept ${dataDir}\n`);
  };
}
