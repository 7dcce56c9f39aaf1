import { groth16 } from 'snarkjs';

import type { CircuitInputs } from '../../inputs/create-circuit-inputs.ts';
import type { ComputedProof } from '../prover-engine.ts';

export type SnarkjsTask = { inputs: CircuitInputs; wasm: Uint8Array; zkey: Uint8Array };

/** Without threads of its own: it would start them from blobs, which the wallet's content security policy refuses. */
const PROVER_OPTIONS = { singleThread: true };

/** Pages of a memory that only programs of circom 1 use; snarkjs would set two gigabytes aside. */
const WITNESS_OPTIONS = { memorySize: 1 };

/**
 * One proof by `snarkjs.groth16.fullProve`, witness included, in the calling thread. Nothing of what it computed with is
 * overwritten afterwards: it belongs into a thread that ends.
 *
 * @returns undefined when the statement is false
 */
export async function proveBySnarkjs({ inputs, wasm, zkey }: SnarkjsTask): Promise<ComputedProof | undefined> {
  try {
    const { proof, publicSignals } = await groth16.fullProve(
      inputs as never,
      wasm,
      zkey,
      undefined,
      WITNESS_OPTIONS,
      PROVER_OPTIONS,
    );
    const { pi_a, pi_b, pi_c } = proof;
    return {
      proof: { a: pi_a.slice(0, 2), b: pi_b.slice(0, 2), c: pi_c.slice(0, 2) },
      publicSignals: publicSignals.map(String),
    };
  } catch (error) {
    if (isAssertionOfCircuit(error)) return undefined;
    throw error;
  }
}

/** circom's runtime has no codes, only words; the release is pinned, and a test holds them. */
function isAssertionOfCircuit(error: unknown): boolean {
  return error instanceof Error && /^(?:Error: )?Assert Failed\./.test(error.message);
}
