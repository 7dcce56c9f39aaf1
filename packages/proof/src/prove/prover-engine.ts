import type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';

/**
 * What computes a proof. `fast` is ours, on several threads; `snarkjs` is the reference, `snarkjs.groth16.fullProve`, code
 * of others from witness to proof, on one thread.
 */
export type ProverEngineName = 'fast' | 'snarkjs';

export type ProvingStep = 'load' | 'witness' | 'prove' | 'done';

/** A proof as an engine computed it, not checked yet; coordinates as text, as the presentation holds them. */
export type ComputedProof = { proof: { a: unknown; b: unknown; c: unknown }; publicSignals: string[] };

export type ComputeOptions = {
  inputs: CircuitInputs;
  onProgress: (step: ProvingStep) => void;
  signal: AbortSignal | undefined;
};

/** One engine of a prover; proves one statement at a time. */
export type ProverEngine = {
  /** Loads what the next proof needs. */
  prepare(signal: AbortSignal | undefined): Promise<void>;
  /**
   * @throws {ProvingError} `ERR_PROVING_STATEMENT_FALSE`
   * @throws {ArtifactError} the artifacts are missing or are not those of this release
   * @throws whatever else: a fault of the engine
   */
  compute(options: ComputeOptions): Promise<ComputedProof>;
  /** Ends its threads and forgets what was loaded; what is under way rejects. */
  stop(): Promise<void>;
};
