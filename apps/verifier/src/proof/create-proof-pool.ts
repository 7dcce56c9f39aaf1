import { createProofPool as createPool, type CreateProofPoolOptions, ProofPoolError } from '@postern/proof/verify-pool';
import { type ProofVerifier, type SecondOpinions, VerifierUnavailableError } from '@postern/verifier';

export type ProofPool = ProofVerifier & {
  /** snarkjs's verdict, on the same threads and in the same queue. */
  askSnarkjs: SecondOpinions['onProof'];
  close(): Promise<void>;
};

/** The pool of `@postern/proof` as the verifier's port: no room means "busy", which callers may try again. */
export function createProofPool(options: CreateProofPoolOptions): ProofPool {
  const pool = createPool(options);
  return {
    verify: (presentation) => decide(pool.verify(presentation)),
    askSnarkjs: (presentation) => decide(pool.askSnarkjs(presentation)),
    close: () => pool.close(),
  };
}

async function decide(verdict: Promise<boolean>): Promise<boolean> {
  try {
    return await verdict;
  } catch (error) {
    if (!(error instanceof ProofPoolError) || error.code === 'ERR_PROOF_WORKER_FAILED') throw error;
    throw new VerifierUnavailableError('ERR_VERIFIER_BUSY', error.message, { cause: error });
  }
}
