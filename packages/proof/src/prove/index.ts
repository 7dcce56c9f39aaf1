export { ArtifactError, type ArtifactName, type ArtifactSource } from '../artifacts/artifact-source.ts';
export {
  createFetchArtifactSource,
  type CreateFetchArtifactSourceOptions,
} from '../artifacts/fetch-artifacts.ts';
export { releaseProofWorkers } from '../curve/bn254-curve.ts';
export type { CircuitInputs } from '../inputs/create-circuit-inputs.ts';
export type { Presentation } from '../presentation/presentation.ts';
export {
  createPresentation,
  type CreatePresentationOptions,
  ProvingError,
  type ProvingStep,
} from './create-presentation.ts';
