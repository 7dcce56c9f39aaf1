import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;

export type SpawnedIssuer = {
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** The service from its sources as a process of its own, on a database that somebody seeded. */
export async function spawnIssuer(options: { env: Readonly<Record<string, string>> }): Promise<SpawnedIssuer> {
  const { env } = options;
  const child = spawn(process.execPath, ['-C', 'postern-source', '--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    process.removeListener('exit', killNow);
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await isUp(`http://localhost:${env.PORT}/healthz`))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await end('SIGKILL');
      throw new Error('The process did not start.');
    }
    await sleep(100);
  }
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
