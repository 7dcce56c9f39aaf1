import type { MadeProof, ProverEngineName } from '@postern/proof/prove';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerProver } from './create-worker-prover.ts';
import type { ProverReport } from './prover-messages.ts';

/** The wallet's server answers, unless a test says otherwise. */
let reachable = true;
const isReachable = async () => reachable;
afterEach(() => {
  reachable = true;
});

/** Stands for the browser's worker: reports what the test tells it to, and counts how often it was ended. */
class ScriptedWorker extends EventTarget {
  terminated = 0;
  readonly commands: string[] = [];
  readonly engines: ProverEngineName[] = [];
  readonly #reports: readonly ProverReport[];
  constructor(reports: readonly ProverReport[]) {
    super();
    this.#reports = reports;
  }
  postMessage(command: { kind: string; engine: ProverEngineName }): void {
    this.commands.push(command.kind);
    this.engines.push(command.engine);
    if (command.kind === 'prepare') return;
    for (const data of this.#reports) this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.terminated += 1;
  }
}

const made: MadeProof = { presentation: { circuit: 'kyc-presentation/1' } as never, engine: 'fast' };
const ask = { chainId: 31_337, inputs: {}, onProgress: () => {}, signal: new AbortController().signal };

function start(
  reports: readonly ProverReport[],
  signal = new AbortController().signal,
  engine: () => ProverEngineName = () => 'snarkjs',
) {
  const worker = new ScriptedWorker(reports);
  const steps: string[] = [];
  const prove = createWorkerProver({ isReachable, startWorker: () => worker as unknown as Worker, engine });
  const result = prove({ chainId: 31_337, inputs: {}, onProgress: (step) => steps.push(step), signal });
  return { worker, steps, result };
}

describe('the worker prover', () => {
  it('reports steps, gives the proof and the engine that made it, and ends its worker', async () => {
    const { worker, steps, result } = start([
      { kind: 'step', step: 'load' },
      { kind: 'step', step: 'prove' },
      { kind: 'done', made },
    ]);
    await expect(result).resolves.toBe(made);
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

  it('says at once that this browser cannot prove at all, to who prepares and to who proves', async () => {
    const worker = new ScriptedWorker([{ kind: 'unable', code: 'ERR_WASM_MISSING' }]);
    const startWorker = () => worker as unknown as Worker;
    const prove = createWorkerProver({ isReachable, startWorker, engine: () => 'fast' });
    const told: string[] = [];
    const letGo = prove.prepare({ chainId: 31_337, onUnable: (code) => told.push(code) });
    const unable: ProverReport = { kind: 'unable', code: 'ERR_WASM_MISSING' };
    worker.dispatchEvent(new MessageEvent('message', { data: unable }));
    expect(told).toEqual(['ERR_WASM_MISSING']);
    letGo();
    await expect(prove(ask as never)).rejects.toMatchObject({ code: 'ERR_WASM_MISSING' });
  });

  it('tells an outage of the wallet from a worker that died', async () => {
    for (const [answers, code] of [
      [false, 'ERR_ARTIFACT_UNAVAILABLE'],
      [true, 'ERR_PROVER'],
    ] as const) {
      reachable = answers;
      const worker = new ScriptedWorker([]);
      const startWorker = () => worker as unknown as Worker;
      const prove = createWorkerProver({ isReachable, startWorker, engine: () => 'snarkjs' });
      const result = prove(ask as never);
      worker.dispatchEvent(new Event('error'));
      await expect(result).rejects.toMatchObject({ code });
    }
  });

  it('uses the prepared worker for one proof, and lets it go when nobody proves', async () => {
    const workers: ScriptedWorker[] = [];
    const prove = createWorkerProver({
      isReachable,
      engine: () => 'fast',
      startWorker: () => {
        workers.push(new ScriptedWorker([{ kind: 'ready' }, { kind: 'done', made }]));
        return workers.at(-1) as unknown as Worker;
      },
    });
    prove.prepare({ chainId: 31_337 });
    const letGo = prove.prepare({ chainId: 31_337 });
    await prove(ask);
    letGo();
    expect(workers.map(({ commands, terminated }) => [commands, terminated])).toEqual([[['prepare', 'prove'], 1]]);
    prove.prepare({ chainId: 31_337 })();
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
      isReachable,
      engine: () => 'fast',
      startWorker: () => {
        workers.push(new ScriptedWorker([{ kind: 'done', made }]));
        return workers.at(-1) as unknown as Worker;
      },
    });
    prove.prepare({ chainId: 31_337 });
    workers[0]?.dispatchEvent(new Event('error'));
    await prove(ask);
    expect(workers.map(({ commands, terminated }) => [commands, terminated])).toEqual([
      [['prepare'], 1],
      [['prove'], 1],
    ]);
  });

  /** A prover whose workers do what the script says: die, or report. */
  function startScripted(scripts: readonly (readonly ProverReport[] | 'dies')[], engine: ProverEngineName) {
    const workers: ScriptedWorker[] = [];
    const chosen = { engine };
    const prove = createWorkerProver({
      isReachable,
      engine: () => chosen.engine,
      startWorker: () => {
        const script = scripts[workers.length] ?? [];
        const worker = new ScriptedWorker(script === 'dies' ? [] : script);
        if (script === 'dies') queueMicrotask(() => worker.dispatchEvent(new Event('error')));
        workers.push(worker);
        return worker as unknown as Worker;
      },
    });
    const engines = () => workers.map((worker) => worker.engines.at(-1));
    return { prove, workers, chosen, engines };
  }

  it('has the reference prove in another worker when the first one dies under the fast engine', async () => {
    const reference: MadeProof = { ...made, engine: 'snarkjs' };
    const { prove, workers, engines } = startScripted(['dies', [{ kind: 'done', made: reference }]], 'fast');
    await expect(prove(ask)).resolves.toEqual({ ...reference, fellBack: 'ERR_PROVING_ENGINE_FAILED' });
    expect(engines()).toEqual(['fast', 'snarkjs']);
    expect(workers.map(({ terminated }) => terminated)).toEqual([1, 1]);
  });

  it.each([
    ['the statement is false', [[{ kind: 'failed', code: 'ERR_PROVING_STATEMENT_FALSE' }]], 'fast'],
    ['both engines are at fault', [[{ kind: 'failed', code: 'ERR_PROVING_FAULTY' }]], 'fast'],
    ['the reference dies, which was chosen', ['dies'], 'snarkjs'],
  ] as const)('starts no second worker when %s', async (_name, scripts, engine) => {
    const { prove, workers } = startScripted(scripts, engine);
    await expect(prove(ask)).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_PROV/) });
    expect(workers.map(({ terminated }) => terminated)).toEqual([1]);
  });

  it('does not prove by the reference what was cancelled meanwhile', async () => {
    const controller = new AbortController();
    const { prove, workers } = startScripted(['dies', []], 'fast');
    const proving = prove({ ...ask, signal: controller.signal });
    controller.abort();
    await expect(proving).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
    expect(workers).toHaveLength(1);
  });

  it('does not use a worker that got ready for the other engine', async () => {
    const { prove, workers, chosen, engines } = startScripted([[], [{ kind: 'done', made }]], 'fast');
    prove.prepare({ chainId: 31_337 });
    chosen.engine = 'snarkjs';
    await prove(ask);
    expect(engines()).toEqual(['fast', 'snarkjs']);
    expect(workers.map(({ commands, terminated }) => [commands, terminated])).toEqual([
      [['prepare'], 1],
      [['prove'], 1],
    ]);
  });
});
