import type { ArtifactSource } from '../artifacts/artifact-source.ts';
import { onReleaseProofWorkers } from '../curve/release-proof-workers.ts';
import type { Presentation } from '../presentation/presentation.ts';
import { createProver, type Prover, type ProveOptions } from './create-prover.ts';

export type CreatePresentationOptions = ProveOptions & {
  artifacts: ArtifactSource;
  /** Keeps threads and the loaded key for the next proof; call `releaseProofWorkers` in the end. */
  keepWorkers?: boolean;
};

/** Shared by all that keep workers: every source gives the same artifacts, those of the manifest. */
let kept: Prover | undefined;

/**
 * Proves one statement. Runs in Node and in a browser worker; takes about a second of CPU.
 *
 * @throws {ProvingError} the statement is false, or the signal cancelled
 * @throws {ArtifactError} the artifacts are missing or are not those of this release
 */
export async function createPresentation(options: CreatePresentationOptions): Promise<Presentation> {
  const { artifacts, keepWorkers = false, ...proveOptions } = options;
  if (keepWorkers) return keepProver(artifacts).prove(proveOptions);
  const prover = createProver({ artifacts });
  try {
    return await prover.prove(proveOptions);
  } finally {
    await prover.close();
  }
}

function keepProver(artifacts: ArtifactSource): Prover {
  if (kept === undefined) {
    kept = createProver({ artifacts });
    onReleaseProofWorkers(async () => {
      const prover = kept;
      kept = undefined;
      await prover?.close();
    });
  }
  return kept;
}
