import { PosternError } from '@postern/primitives';
import * as snarkjs from 'snarkjs';

import type { ArtifactSource } from '../artifacts/artifact-source.ts';
import { releaseProofWorkers } from '../curve/bn254-curve.ts';
import type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';
import { parsePresentation, type Presentation } from '../presentation/presentation.ts';

/** No proof was made. */
export class ProvingError extends PosternError<'ERR_PROVING_STATEMENT_FALSE' | 'ERR_PROVING_CANCELLED'> {}

export type ProvingStep = 'load' | 'witness' | 'prove' | 'done';

export type CreatePresentationOptions = {
  inputs: CircuitInputs;
  artifacts: ArtifactSource;
  /** Told at the start of each step, and once at the end. */
  onProgress?: (step: ProvingStep) => void;
  /** Cancels: the promise rejects at once and the curve's workers end. */
  signal?: AbortSignal;
  /** Keeps the curve's workers for the next proof; call `releaseProofWorkers` in the end. */
  keepWorkers?: boolean;
};

/**
 * Proves the statement. Runs in Node and in a browser worker; takes seconds of CPU.
 *
 * @throws {ProvingError} the statement is false, or the signal cancelled
 * @throws {ArtifactError} the artifacts are missing or are not those of this release
 */
export async function createPresentation(options: CreatePresentationOptions): Promise<Presentation> {
  try {
    return await Promise.race([prove(options), rejectWhenCancelled(options.signal)]);
  } finally {
    if (options.keepWorkers !== true) await releaseProofWorkers();
  }
}

async function prove(options: CreatePresentationOptions): Promise<Presentation> {
  const { inputs, artifacts, signal, onProgress = () => {} } = options;
  assertNotCancelled(signal);
  onProgress('load');
  const loadOptions = signal === undefined ? {} : { signal };
  const [wasm, zkey] = await Promise.all([artifacts.load('wasm', loadOptions), artifacts.load('zkey', loadOptions)]);

  assertNotCancelled(signal);
  onProgress('witness');
  const witness = await calculateWitness(inputs, wasm);

  assertNotCancelled(signal);
  onProgress('prove');
  const { proof, publicSignals } = await snarkjs.groth16.prove(zkey, witness as never);
  const [a, b, c] = [proof.pi_a.slice(0, 2), proof.pi_b.slice(0, 2), proof.pi_c.slice(0, 2)];
  const presentation = parsePresentation({ circuit: 'kyc-presentation/1', proof: { a, b, c }, publicSignals });
  onProgress('done');
  return presentation;
}

/** A witness in memory: it holds the holder's secret and never leaves this function's caller. */
async function calculateWitness(inputs: CircuitInputs, wasm: Uint8Array): Promise<{ type: 'mem' }> {
  const witness = { type: 'mem' } as const;
  try {
    await snarkjs.wtns.calculate(inputs as never, wasm, witness as never);
  } catch (cause) {
    throw new ProvingError('ERR_PROVING_STATEMENT_FALSE', 'The statement is false: there is no proof of it.', {
      cause,
    });
  }
  return witness;
}

function assertNotCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function rejectWhenCancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
}

function cancelled(): ProvingError {
  return new ProvingError('ERR_PROVING_CANCELLED', 'Proving was cancelled.');
}
