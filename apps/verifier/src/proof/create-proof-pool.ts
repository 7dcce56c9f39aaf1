import { createProofPool as createPool, type CreateProofPoolOptions, ProofPoolError } from '@postern/proof/verify-pool';
import { type ProofVerifier, VerifierUnavailableError } from '@postern/verifier';

export type ProofPool = ProofVerifier & { close(): Promise<void> };

/** The pool of `@postern/proof` as the verifier's port: no room means "busy", which callers may try again. */
export function createProofPool(options: CreateProofPoolOptions): ProofPool {
  const pool = createPool(options);
  return {
    verify: async (presentation) => {
      try {
        return await pool.verify(presentation);
      } catch (error) {
        if (!(error instanceof ProofPoolError) || error.code === 'ERR_PROOF_WORKER_FAILED') throw error;
        throw new VerifierUnavailableError('ERR_VERIFIER_BUSY', error.message, { cause: error });
      }
    },
    close: () => pool.close(),
  };
}
