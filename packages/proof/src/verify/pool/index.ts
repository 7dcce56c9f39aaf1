export {
  createProofPool,
  type CreateProofPoolOptions,
  type ProofPool,
  ProofPoolError,
} from './create-proof-pool.ts';
