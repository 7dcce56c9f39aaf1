import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const SERVICE = fileURLToPath(new URL('testing/run-slow-service.ts', import.meta.url));
const KEPT_ALIVE = 250;
const FRESH = 150;

type Outcome = 'answered' | 'refused' | 'reset';
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

const startService = async (): Promise<{ port: number; ended: Promise<number | null> }> => {
  const started = spawn(process.execPath, ['-C', 'postern-source', '--import', 'tsx', SERVICE], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const ended = new Promise<number | null>((resolve) => {
    started.once('exit', resolve);
  });
  const port = await new Promise<number>((resolve) => {
    started.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
  });
  return { port, ended };
};

/** One request; `refused` when nobody took the connection, `reset` when one was taken and came to no answer. */
const send = (options: { port: number; agent: Agent; path?: string; onConnected?: () => void }): Promise<Outcome> =>
  new Promise((resolve) => {
    const { port, agent, path = '/work', onConnected } = options;
    const outgoing = request({ host: '127.0.0.1', port, agent, method: path === '/work' ? 'POST' : 'GET', path });
    outgoing.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => onConnected?.());
      else onConnected?.();
    });
    outgoing.once('response', (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode === 200 ? 'answered' : 'reset'));
      answer.once('error', () => resolve('reset'));
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'reset'),
    );
    outgoing.end();
  });

const count = (outcomes: readonly Outcome[]) => {
  const of = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { answered: of('answered'), refused: of('refused'), reset: of('reset') };
};

describe('SIGTERM under load', () => {
  it('resets no request: those of kept connections and fresh ones are answered, later ones find nobody', async () => {
    const { port, ended } = await startService();
    const outcomes: Outcome[] = [];
    /** Asks again on its own connection until nobody is there; some think a while in between. */
    const loop = async (index: number): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        const outcome = await send({ port, agent });
        outcomes.push(outcome);
        if (outcome !== 'answered') break;
        if (index % 5 === 0) await sleep(30 + (index % 7) * 40);
      }
      agent.destroy();
    };
    const loops = Array.from({ length: KEPT_ALIVE }, (_, index) => loop(index));
    await expect.poll(() => outcomes.length, { timeout: 30_000 }).toBeGreaterThan(KEPT_ALIVE * 3);
    let connected = 0;
    const burst = Array.from({ length: FRESH }, () =>
      send({ port, agent: new Agent({ keepAlive: false }), onConnected: () => (connected += 1) }),
    );
    await expect.poll(() => connected, { interval: 1 }).toBe(FRESH);
    child?.kill('SIGTERM');
    const fresh = count(await Promise.all(burst));
    await Promise.all(loops);
    expect(await ended).toBe(0);
    expect({ fresh, reset: count(outcomes).reset, refused: count(outcomes).refused }).toEqual({
      fresh: { answered: FRESH, refused: 0, reset: 0 },
      reset: 0,
      // Each loop ends by finding nobody.
      refused: KEPT_ALIVE,
    });
  }, 60_000);

  it('ends in bounded time all the same, with a request that never ends and a connection that says nothing', async () => {
    const { port, ended } = await startService();
    const hanging = send({ port, agent: new Agent(), path: '/hang' });
    const idle = new Agent({ keepAlive: true });
    await send({ port, agent: idle });
    const from = performance.now();
    child?.kill('SIGTERM');
    expect(await hanging).toBe('reset');
    await ended;
    expect(performance.now() - from).toBeLessThan(15_000);
    idle.destroy();
  }, 60_000);
});
