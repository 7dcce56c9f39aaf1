import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LauncherError } from '../launcher-error.ts';
import { REPOSITORY } from '../launcher-paths.ts';
import type { ServiceName } from './service-plan.ts';

export type StartServiceOptions = {
  /** Of the process; two may run the same app. */
  name: string;
  app: ServiceName;
  environment: Readonly<Record<string, string>>;
  url: string;
  logFile: string;
  /** Run TypeScript sources instead of the build. */
  dev: boolean;
};

export type RunningServiceProcess = {
  /** Resolves when it has ended, by itself or stopped. */
  ended: Promise<void>;
  /** Waits for `/healthz` or `/readyz`. */
  waitUntil: (probe: 'healthz' | 'readyz') => Promise<void>;
  stop: () => Promise<void>;
};

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
/** Of our own environment only what programs need to run at all. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LANG',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
];

const inheritEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] as string]])),
  );

const chooseArguments = (folder: string, dev: boolean): string[] => {
  if (dev) return ['-C', 'postern-source', '--import', 'tsx', path.join('src', 'main.ts')];
  if (!existsSync(path.join(folder, 'dist', 'main.js'))) {
    const app = path.basename(folder);
    throw new LauncherError('ERR_LAUNCHER_NOT_BUILT', `apps/${app} is not built: run npm run build.`);
  }
  return [path.join('dist', 'main.js')];
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Answers whether the probe says 200; any failure to ask is a no. */
const isProbeGood = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};

/** Starts one service as a process of its own, its output in a log file. */
export const startService = (options: StartServiceOptions): RunningServiceProcess => {
  const { name, app, url, logFile } = options;
  const folder = path.join(REPOSITORY, 'apps', app);
  const args = chooseArguments(folder, options.dev);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...inheritEnvironment(), ...options.environment },
    // The channel tells the service when we are gone, however that came about.
    stdio: ['ignore', log, log, 'ipc'],
    // Ctrl-C reaches us alone; we stop the services in order.
    detached: process.platform !== 'win32',
  });
  // The child has its own copy.
  closeSync(log);
  // A process that could not be made has ended: whoever waits for it says so.
  child.once('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    ended,
    waitUntil: async (probe) => {
      for (let waited = 0; waited < READY_TIMEOUT_MS && !hasEnded(child); waited += 100) {
        if (await isProbeGood(`${url}/${probe}`)) return;
        await sleep(100);
      }
      throw new LauncherError('ERR_LAUNCHER_SERVICE', `The ${name} did not become ready: see ${logFile}.`);
    },
    stop: async () => {
      if (hasEnded(child)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        child.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
        child.kill('SIGTERM');
      });
    },
  };
};
