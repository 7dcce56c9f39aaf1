import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { inspect } from 'node:util';
import { PosternError } from '@postern/primitives';
import { resolveLauncherPaths } from './launcher-paths.ts';
import { createProgress } from './screen/create-progress.ts';
import { renderScreen } from './screen/render-screen.ts';
import { parseStartOptions, type RawStartOptions } from './start-options.ts';
import { describeEvent, type SuperviseEvent } from './supervise.ts';
import { type Stack, startStack } from './start-stack.ts';

const write = (text: string): void => void process.stdout.write(text);

/** One sentence for a person; a stack only for what nobody foresaw. */
const explain = (error: unknown): string => {
  if (error instanceof PosternError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** The whole story, with causes, for whoever looks into it: the sentence on the screen leaves them out. */
const keepForAnalysis = async (raw: RawStartOptions, error: unknown): Promise<void> => {
  const { logsDir } = resolveLauncherPaths(parseStartOptions(raw.data === undefined ? {} : { data: raw.data }).dataDir);
  await mkdir(logsDir, { recursive: true, mode: 0o700 });
  await writeFile(path.join(logsDir, 'launcher.log'), `${inspect(error, { depth: 6 })}\n`, { mode: 0o600, flag: 'a' });
};

const waitForSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.once('SIGHUP', () => resolve());
    // Keeps this process alive while its children work.
    setInterval(() => undefined, 60_000);
  });

/** `postern start`: starts everything, prints the screen, waits for Ctrl-C, stops everything. */
export const runStart = async (raw: RawStartOptions & { quiet?: boolean }): Promise<number> => {
  const quiet = raw.quiet ?? false;
  const stopAsked = waitForSignal();
  const progress = createProgress({ write, quiet, monotonicMs: () => performance.now() });
  let stack: Stack;
  try {
    const options = parseStartOptions({ ...raw, publicUrl: process.env.PUBLIC_URL ?? '' });
    const onEvent = (event: SuperviseEvent): void => {
      const line = describeEvent(event);
      if (line !== undefined) write(`  ${line}\n`);
    };
    const starting = startStack({
      ...options,
      random: { bytes: (length) => randomBytes(length) },
      progress,
      onEvent,
    });
    stack = await starting;
  } catch (error) {
    process.stderr.write(`postern: ${explain(error)}\n`);
    await keepForAnalysis(raw, error).catch(() => undefined);
    return 1;
  }
  write(quiet ? 'ready\n' : renderScreen(stack));
  await stopAsked;
  if (!quiet) write('\n  Stopping …\n');
  await stack.stop();
  return 0;
};
