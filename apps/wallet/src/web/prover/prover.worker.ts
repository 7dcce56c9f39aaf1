import { circuitManifest } from '@postern/proof';
import { ArtifactError, createFetchArtifactSource, createPresentation, type Presentation } from '@postern/proof/prove';
import { createCachedFetch } from './create-cached-fetch.ts';
import type { ProverCommand, ProverReport } from './prover-messages.ts';

const cached = createCachedFetch({ fetch: (url, init) => fetch(url, init), caches });
const report = (message: ProverReport): void => postMessage(message);

/** Named after the release, so that a new circuit never meets the old one's cache. */
const baseUrl = `${self.location.origin}/artifacts/`;
const fetchOfRelease: typeof cached.fetch = (url, init) =>
  cached.fetch(`${url}?v=${circuitManifest.files.zkey.sha256}`, init);

async function prove({ inputs }: ProverCommand): Promise<Presentation> {
  const attempt = () =>
    createPresentation({
      inputs,
      artifacts: createFetchArtifactSource({ baseUrl, fetch: fetchOfRelease }),
      onProgress: (step) => report({ kind: 'step', step }),
    });
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ArtifactError) || error.code !== 'ERR_ARTIFACT_HASH') throw error;
    // A spoiled cache entry is fetched once more; a spoiled server stays refused.
    await cached.forget();
    return attempt();
  }
}

self.addEventListener('message', (event: MessageEvent<ProverCommand>) => {
  prove(event.data).then(
    (presentation) => report({ kind: 'done', presentation }),
    (error: unknown) => {
      const code = (error as { code?: unknown } | undefined)?.code;
      report({ kind: 'failed', code: typeof code === 'string' ? code : 'ERR_PROVER' });
    },
  );
});
