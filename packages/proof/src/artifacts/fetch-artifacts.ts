import type { ProverThreads } from '../prove/threads/prover-threads.ts';
import { ArtifactError, type ArtifactSource, createCheckedSource } from './artifact-source.ts';

export type CreateFetchArtifactSourceOptions = {
  /** Folder URL, with a trailing slash, that serves `kyc-presentation.wasm` and `kyc-presentation.zkey`. */
  baseUrl: string;
  fetch: ArtifactFetch;
  /** Threads to prove on; see `createBrowserThreads`. */
  threads?: ProverThreads;
};

export type ArtifactFetch = (url: string, init: { signal?: AbortSignal; cache?: 'reload' }) => Promise<Response>;

/**
 * Artifacts over HTTP; the server may compress them (`Content-Encoding`).
 *
 * @throws {ArtifactError} on load: not reachable, or other bytes than the manifest names
 */
export function createFetchArtifactSource(options: CreateFetchArtifactSourceOptions): ArtifactSource {
  const source = createCheckedSource(async (name, { signal, skipCache }) => {
    const url = `${options.baseUrl}kyc-presentation.${name}`;
    const init = {
      ...(signal === undefined ? {} : { signal }),
      ...(skipCache ? { cache: 'reload' as const } : {}),
    };
    const refuse = (reason: { cause?: unknown; details: Record<string, string | number> }) =>
      new ArtifactError('ERR_ARTIFACT_UNAVAILABLE', 'A proving artifact could not be loaded.', reason);
    try {
      const response = await options.fetch(url, init);
      if (!response.ok) throw refuse({ details: { artifact: name, status: response.status } });
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      if (cause instanceof ArtifactError) throw cause;
      // No connection, or one that broke: nobody's fault but the network's.
      throw refuse({ cause, details: { artifact: name } });
    }
  });
  return options.threads === undefined ? source : { ...source, threads: options.threads };
}
