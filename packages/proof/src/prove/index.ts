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
  type ProveOptions,
  type Prover,
  ProvingError,
  type ProvingStep,
} from './create-prover.ts';
export { createBrowserThreads } from './threads/browser-threads.ts';
export type { ProverThread, ProverThreads } from './threads/prover-threads.ts';
