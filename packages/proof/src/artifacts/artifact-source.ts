import { bytesToHex, PosternError } from '@postern/primitives';

import { circuitManifest } from '../generated/manifest.ts';

/** An artifact is missing or is not the one that the manifest names. */
export class ArtifactError extends PosternError<'ERR_ARTIFACT_UNAVAILABLE' | 'ERR_ARTIFACT_HASH'> {}

/** What proving needs: the witness calculator and the proving key. */
export type ArtifactName = 'wasm' | 'zkey';

/** Port: gives the bytes of an artifact, already checked against the manifest. */
export type ArtifactSource = {
  load(name: ArtifactName, options?: { signal?: AbortSignal }): Promise<Uint8Array>;
};

/**
 * Keeps the bytes of a source after the first load and checks their SHA-256 before every use.
 *
 * @param read gives raw bytes, from disk or network
 */
export function createCheckedSource(
  read: (name: ArtifactName, signal: AbortSignal | undefined) => Promise<Uint8Array>,
): ArtifactSource {
  const kept = new Map<ArtifactName, Uint8Array>();
  return {
    async load(name, options = {}) {
      const bytes = kept.get(name) ?? (await read(name, options.signal));
      await assertArtifactHash(name, bytes);
      kept.set(name, bytes);
      return bytes;
    },
  };
}

/** @throws {ArtifactError} other bytes than the manifest names */
async function assertArtifactHash(name: ArtifactName, bytes: Uint8Array): Promise<void> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  if (bytesToHex(new Uint8Array(digest)).slice(2) !== circuitManifest.files[name].sha256) {
    throw new ArtifactError('ERR_ARTIFACT_HASH', 'A proving artifact is not the one that this release names.', {
      details: { artifact: name },
    });
  }
}
