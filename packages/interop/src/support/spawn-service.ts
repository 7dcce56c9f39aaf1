import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../../../..');

/** A service of ours as a process of its own: what is known of it is its address. */
export type SpawnedService = { stop(): Promise<void> };

/**
 * Starts an app from its sources and waits until it answers.
 *
 * @throws Error it ended, or did not answer within a minute; with what it wrote
 */
export async function spawnService(options: {
  /** For instance `apps/issuer`. */
  app: string;
  env: Readonly<Record<string, string>>;
  /** Answers 200 once the service is up. */
  healthUrl: string;
}): Promise<SpawnedService> {
  const { app, env, healthUrl } = options;
  const child = spawn(process.execPath, ['-C', 'postern-source', '--import', 'tsx', `${app}/src/main.ts`], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const deadline = performance.now() + 60_000;
  while (!(await isHealthy(healthUrl))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      kill();
      throw new Error(`${app} did not start:\n${output}`);
    }
    await wait(100);
  }
  return {
    stop: async () => {
      process.removeListener('exit', kill);
      await end(child);
    },
  };
}

/** A port that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
