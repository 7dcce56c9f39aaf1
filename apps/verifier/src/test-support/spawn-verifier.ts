import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;

/** The service from its sources as a process of its own, on a database that somebody seeded. */
export async function spawnVerifier(options: {
  env: Readonly<Record<string, string>>;
  origin: string;
}): Promise<{ stop: () => Promise<void> }> {
  const { env, origin } = options;
  const child = spawn(process.execPath, ['-C', 'postern-source', '--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await isUp(`${origin}/healthz`))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      kill();
      throw new Error('The second process did not start.');
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  return {
    stop: async () => {
      process.removeListener('exit', kill);
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
