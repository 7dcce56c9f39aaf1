import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

import { NODE_THREADS } from '../prove/threads/node/node-threads.ts';
import { ArtifactError, type ArtifactSource, createCheckedSource } from './artifact-source.ts';

const decompress = promisify(brotliDecompress);

/** The committed artifacts: four folders up from here, from `src` and from `dist` alike. */
const COMMITTED = fileURLToPath(new URL('../../../../circuits/artifacts/', import.meta.url));

/**
 * Artifacts from disk, brotli-compressed as they are committed, and Node's threads to prove on.
 *
 * @param options.directory folder of the artifacts, the repository's unless told
 * @throws {ArtifactError} on load: missing, corrupt, or other bytes than the manifest names
 */
export function createNodeArtifactSource(options: { directory?: string } = {}): ArtifactSource {
  const directory = options.directory ?? COMMITTED;
  const source = createCheckedSource(async (name) => {
    try {
      return new Uint8Array(await decompress(await readFile(`${directory}/kyc-presentation.${name}.br`)));
    } catch (cause) {
      throw new ArtifactError('ERR_ARTIFACT_UNAVAILABLE', 'A proving artifact cannot be read from disk.', {
        cause,
        details: { artifact: name },
      });
    }
  });
  return { ...source, threads: NODE_THREADS };
}

export { ArtifactError, type ArtifactName, type ArtifactSource } from './artifact-source.ts';
