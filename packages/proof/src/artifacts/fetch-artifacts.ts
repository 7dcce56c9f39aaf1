import { ArtifactError, type ArtifactSource, createCheckedSource } from './artifact-source.ts';

export type CreateFetchArtifactSourceOptions = {
  /** Folder URL, with a trailing slash, that serves `kyc-presentation.wasm` and `kyc-presentation.zkey`. */
  baseUrl: string;
  fetch: (url: string, init: { signal?: AbortSignal }) => Promise<Response>;
};

/**
 * Artifacts over HTTP; the server may compress them (`Content-Encoding`).
 *
 * @throws {ArtifactError} on load: not reachable, or other bytes than the manifest names
 */
export function createFetchArtifactSource(options: CreateFetchArtifactSourceOptions): ArtifactSource {
  return createCheckedSource(async (name, signal) => {
    const url = `${options.baseUrl}kyc-presentation.${name}`;
    const response = await options.fetch(url, signal === undefined ? {} : { signal });
    if (!response.ok) {
      throw new ArtifactError('ERR_ARTIFACT_UNAVAILABLE', 'A proving artifact could not be loaded.', {
        details: { artifact: name, status: response.status },
      });
    }
    return new Uint8Array(await response.arrayBuffer());
  });
}
