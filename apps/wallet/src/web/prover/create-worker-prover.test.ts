import { describe, expect, it } from 'vitest';
import { createWorkerProver } from './create-worker-prover.ts';
import type { ProverReport } from './prover-messages.ts';

/** Stands for the browser's worker: reports what the test tells it to, and counts how often it was ended. */
class ScriptedWorker extends EventTarget {
  terminated = 0;
  readonly commands: unknown[] = [];
  readonly #reports: readonly ProverReport[];
  constructor(reports: readonly ProverReport[]) {
    super();
    this.#reports = reports;
  }
  postMessage(command: { kind: string }): void {
    this.commands.push(command.kind);
    if (command.kind === 'prepare') return;
    for (const data of this.#reports) this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.terminated += 1;
  }
}

function start(reports: readonly ProverReport[], signal = new AbortController().signal) {
  const worker = new ScriptedWorker(reports);
  const steps: string[] = [];
  const prove = createWorkerProver({ startWorker: () => worker as unknown as Worker, chainId: 31_337 });
  const result = prove({ inputs: {}, onProgress: (step) => steps.push(step), signal });
  return { worker, steps, result };
}

describe('the worker prover', () => {
  it('reports steps, gives the presentation, and ends its worker', async () => {
    const presentation = { circuit: 'kyc-presentation/1' } as never;
    const { worker, steps, result } = start([
      { kind: 'step', step: 'load' },
      { kind: 'step', step: 'prove' },
      { kind: 'done', presentation },
    ]);
    await expect(result).resolves.toBe(presentation);
    expect(steps).toEqual(['load', 'prove']);
    expect(worker.terminated).toBe(1);
  });

  it('passes the code of a failure on', async () => {
    const { worker, result } = start([{ kind: 'failed', code: 'ERR_ARTIFACT_HASH' }]);
    await expect(result).rejects.toMatchObject({ code: 'ERR_ARTIFACT_HASH' });
    expect(worker.terminated).toBe(1);
  });

  it('ends the worker when it is cancelled, before or during the work', async () => {
    const controller = new AbortController();
    const { worker, result } = start([{ kind: 'step', step: 'load' }], controller.signal);
    controller.abort();
    await expect(result).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    expect(worker.terminated).toBe(1);
    const late = start([{ kind: 'step', step: 'load' }], controller.signal);
    await expect(late.result).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
  });

  it('uses the prepared worker for one proof, and lets it go when nobody proves', async () => {
    const workers: ScriptedWorker[] = [];
    const prove = createWorkerProver({
      chainId: 31_337,
      startWorker: () => {
        workers.push(new ScriptedWorker([{ kind: 'ready' }, { kind: 'done', presentation: {} as never }]));
        return workers.at(-1) as unknown as Worker;
      },
    });
    const ask = { inputs: {}, onProgress: () => {}, signal: new AbortController().signal };
    prove.prepare();
    const letGo = prove.prepare();
    await prove(ask);
    letGo();
    expect(workers.map(({ commands, terminated }) => [commands, terminated])).toEqual([[['prepare', 'prove'], 1]]);
    prove.prepare()();
    await prove(ask);
    expect(workers.slice(1).map(({ commands, terminated }) => [commands, terminated])).toEqual([
      [['prepare'], 1],
      [['prove'], 1],
    ]);
  });

  it('fails when the worker dies, and does not wait for a prepared one that died before', async () => {
    const dying = start([]);
    dying.worker.dispatchEvent(new Event('error'));
    await expect(dying.result).rejects.toMatchObject({ code: 'ERR_PROVER' });

    const workers: ScriptedWorker[] = [];
    const prove = createWorkerProver({
      chainId: 31_337,
      startWorker: () => {
        workers.push(new ScriptedWorker([{ kind: 'done', presentation: {} as never }]));
        return workers.at(-1) as unknown as Worker;
      },
    });
    prove.prepare();
    workers[0]?.dispatchEvent(new Event('error'));
    await prove({ inputs: {}, onProgress: () => {}, signal: new AbortController().signal });
    expect(workers.map(({ commands, terminated }) => [commands, terminated])).toEqual([
      [['prepare'], 1],
      [['prove'], 1],
    ]);
  });
});
