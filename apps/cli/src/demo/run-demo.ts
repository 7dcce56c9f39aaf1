import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { PosternError } from '@postern/primitives';
import type { ProverEngineName } from '@postern/proof/prove';
import { createProgress } from '../start/screen/create-progress.ts';
import { parseStartOptions } from '../start/start-options.ts';
import { startStack } from '../start/start-stack.ts';
import { createWalker } from './create-walker.ts';
import { formatStep, formatTable } from './print/format-step.ts';
import { createStepRunner, type StepReport } from './run-step.ts';
import type { DemoStack } from './stack/demo-stack.ts';
import { describeStack, findRunningStack } from './stack/find-running-stack.ts';
import { walk } from './walk.ts';

/** Text options of `postern demo`, as commander hands them over. */
export type RawDemoOptions = {
  data?: string;
  portBase?: string;
  chainPort?: string;
  logLevel?: string;
  dev?: boolean;
  advanceTime?: boolean;
  prover?: ProverEngineName;
};

const write = (text: string): void => void process.stdout.write(`${text}\n`);
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const clock = { now: () => Math.floor(Date.now() / 1000) };

/** Starts a stack of our own, in the given folder or in one that is thrown away afterwards. */
const startOwnStack = async (raw: RawDemoOptions): Promise<{ stack: DemoStack; stop: () => Promise<void> }> => {
  const temporary = raw.data === undefined ? await mkdtemp(path.join(os.tmpdir(), 'postern-demo-')) : undefined;
  const removeTemporary = async (): Promise<void> => {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  };
  const progress = createProgress({
    write: (text) => void process.stdout.write(text),
    quiet: false,
    monotonicMs: () => performance.now(),
  });
  try {
    const options = parseStartOptions({ ...raw, ...(temporary === undefined ? {} : { data: temporary }) });
    const running = await startStack({ ...options, random, progress });
    const stack = await describeStack({ fetch, urls: running.urls });
    return {
      stack,
      stop: async () => {
        await running.stop();
        await removeTemporary();
      },
    };
  } catch (error) {
    await removeTemporary();
    throw error;
  }
};

const explain = (error: unknown): string =>
  error instanceof PosternError ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'failed';

/**
 * `postern demo`: walks against the running services, or starts its own and stops them afterwards.
 *
 * @returns exit code: 0 when every step held
 */
export const runDemo = async (raw: RawDemoOptions): Promise<number> => {
  const reports: StepReport[] = [];
  let stop: (() => Promise<void>) | undefined;
  try {
    const { portBase } = parseStartOptions(raw);
    const found = await findRunningStack({ fetch, portBase });
    const own = found === undefined ? await startOwnStack(raw) : undefined;
    stop = own?.stop;
    const stack = found ?? own?.stack;
    if (stack === undefined) return 1;
    write(
      found === undefined ? 'Walking on a stack of our own.\n' : `Walking on the running stack (${stack.vaultUrl}).\n`,
    );
    const elapsed = (): number => performance.now();
    const step = createStepRunner({ reports, elapsed, onReport: (report) => write(formatStep(report)) });
    const walker = createWalker({ stack, engine: raw.prover ?? 'fast', fetch, clock, random, elapsed });
    await walk({ stack, walker, step, advanceTime: own !== undefined || raw.advanceTime === true });
  } catch (error) {
    // A failing step has said why already; anything else is told here.
    if (reports.every(({ ok }) => ok)) {
      process.stderr.write(`postern: ${explain(error)}\n`);
      if (reports.length === 0) return 1;
      reports.push({ title: 'The walk', milliseconds: 0, note: 'stopped here', ok: false });
    }
  } finally {
    await stop?.();
  }
  write(`\n${formatTable(reports)}`);
  return reports.every(({ ok }) => ok) ? 0 : 1;
};
