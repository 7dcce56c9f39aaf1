import type { ArtifactSource } from '../artifacts/artifact-source.ts';
import { onReleaseProofWorkers } from '../curve/release-proof-workers.ts';
import type { Presentation } from '../presentation/presentation.ts';
import { createProver, type MadeProof, type Prover, type ProveOptions } from './create-prover.ts';
import type { ProverEngineName } from './prover-engine.ts';

export type CreatePresentationOptions = ProveOptions & {
  artifacts: ArtifactSource;
  /** `fast` unless told; see `createProver`. */
  engine?: ProverEngineName;
  /** Told which engine made the proof, and why another one than was asked first. */
  onMade?: (made: Omit<MadeProof, 'presentation'>) => void;
  /** Keeps threads and the loaded key for the next proof; call `releaseProofWorkers` in the end. */
  keepWorkers?: boolean;
};

/** Shared by all that keep workers: every source gives the same artifacts, those of the manifest. */
const kept = new Map<ProverEngineName, Prover>();

/**
 * Proves one statement. Runs in Node and in a browser worker; takes about a second of CPU, some four by the reference.
 *
 * @throws {ProvingError} the statement is false, the signal cancelled, or the last engine that was asked is at fault
 * @throws {ArtifactError} the artifacts are missing or are not those of this release
 */
export async function createPresentation(options: CreatePresentationOptions): Promise<Presentation> {
  const { artifacts, engine = 'fast', onMade = () => {}, keepWorkers = false, ...proveOptions } = options;
  const prover = keepWorkers ? keepProver(artifacts, engine) : createProver({ artifacts, engine });
  try {
    const { presentation, ...made } = await prover.prove(proveOptions);
    onMade(made);
    return presentation;
  } finally {
    if (!keepWorkers) await prover.close();
  }
}

function keepProver(artifacts: ArtifactSource, engine: ProverEngineName): Prover {
  const known = kept.get(engine);
  if (known !== undefined) return known;
  const prover = createProver({ artifacts, engine });
  kept.set(engine, prover);
  onReleaseProofWorkers(async () => {
    kept.delete(engine);
    await prover.close();
  });
  return prover;
}
