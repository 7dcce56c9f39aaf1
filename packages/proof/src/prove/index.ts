export { ArtifactError, type ArtifactName, type ArtifactSource } from '../artifacts/artifact-source.ts';
export {
  createFetchArtifactSource,
  type CreateFetchArtifactSourceOptions,
} from '../artifacts/fetch-artifacts.ts';
export { releaseProofWorkers } from '../curve/release-proof-workers.ts';
export type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';
export type { Presentation } from '../presentation/presentation.ts';
export { createPresentation, type CreatePresentationOptions } from './create-presentation.ts';
export {
  createProver,
  type CreateProverOptions,
  type MadeProof,
  type ProveOptions,
  type Prover,
} from './create-prover.ts';
export type { ProverEngineName, ProvingStep } from './prover-engine.ts';
export { type EngineFault, ProvingError } from './proving-error.ts';
export { createBrowserThreads } from './threads/browser-threads.ts';
export type { ProverThread, ProverThreads } from './threads/prover-threads.ts';
