import { bytesToHex, PosternError } from '@postern/primitives';

import { circuitManifest } from '../generated/manifest.ts';
import type { ProverThreads } from '../prove/threads/prover-threads.ts';

/** An artifact is missing or is not the one that the manifest names. */
export class ArtifactError extends PosternError<'ERR_ARTIFACT_UNAVAILABLE' | 'ERR_ARTIFACT_HASH'> {}

/** What proving needs: the witness calculator and the proving key. */
export type ArtifactName = 'wasm' | 'zkey';

/** Port: what proving needs from where it runs. */
export type ArtifactSource = {
  /** The bytes of an artifact, checked against the manifest just now. */
  load(name: ArtifactName, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
  /** Threads to prove on; without them the calling thread does everything. */
  threads?: ProverThreads;
};

export type ReadArtifact = (
  name: ArtifactName,
  options: {
    signal: AbortSignal | undefined;
    /** What a cache holds was refused: ask where it came from. */
    skipCache: boolean;
  },
) => Promise<Uint8Array>;

/**
 * Keeps the bytes of a source after the first load and checks their SHA-256 before every use. Bytes that are refused are
 * dropped and read once more past all caches; what is refused then stays refused.
 *
 * @param read gives raw bytes, from disk or network
 */
export function createCheckedSource(read: ReadArtifact): ArtifactSource {
  const kept = new Map<ArtifactName, Uint8Array>();
  return {
    async load(name, { signal } = {}) {
      const first = kept.get(name) ?? (await read(name, { signal, skipCache: false }));
      const isWhole = await hasArtifactHash(name, first);
      const bytes = isWhole ? first : await read(name, { signal, skipCache: true });
      if (!isWhole) {
        kept.delete(name);
        await assertArtifactHash(name, bytes);
      }
      kept.set(name, bytes);
      return bytes;
    },
  };
}

/** @throws {ArtifactError} other bytes than the manifest names */
async function assertArtifactHash(name: ArtifactName, bytes: Uint8Array): Promise<void> {
  if (!(await hasArtifactHash(name, bytes))) {
    throw new ArtifactError('ERR_ARTIFACT_HASH', 'A proving artifact is not the one that this release names.', {
      details: { artifact: name },
    });
  }
}

async function hasArtifactHash(name: ArtifactName, bytes: Uint8Array): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return bytesToHex(new Uint8Array(digest)).slice(2) === circuitManifest.files[name].sha256;
}
