import { circuitManifest } from '@postern/proof';
import {
  createBrowserThreads,
  createFetchArtifactSource,
  createProver,
  type Prover,
  type ProverEngineName,
} from '@postern/proof/prove';
import { assertVerificationKeyAcceptable, kycPresentationVerificationKey } from '@postern/proof/verify';
import { createCachedFetch } from './create-cached-fetch.ts';
import type { ProverCommand, ProverReport } from './prover-messages.ts';

const report = (message: ProverReport): void => postMessage(message);

/** Named after the release, so that a new circuit never meets the old one's cache. */
const release = circuitManifest.files.zkey.sha256;
const cachedFetch = createCachedFetch({ fetch: (url, init) => fetch(url, init), caches });

const artifacts = createFetchArtifactSource({
  baseUrl: `${self.location.origin}/artifacts/`,
  fetch: (url, init) => cachedFetch(`${url}?v=${release}`, init),
  // Without workers inside workers everything is done here.
  ...(typeof Worker === 'undefined'
    ? {}
    : {
        threads: createBrowserThreads({
          startWorker: () => new Worker(new URL('./proving-thread.worker.ts', import.meta.url), { type: 'module' }),
          hardwareConcurrency: navigator.hardwareConcurrency,
        }),
      }),
});

let prover: Prover | undefined;

/** One worker serves one proof, by the engine that its first command names. */
const proverOf = (engine: ProverEngineName): Prover => (prover ??= createProver({ artifacts, engine }));

/** A proof that anybody could forge must not be made where it would count. */
const checkKey = (chainId: number) =>
  assertVerificationKeyAcceptable({
    verificationKey: kycPresentationVerificationKey,
    manifest: circuitManifest,
    chainId,
  });

async function obey(command: ProverCommand): Promise<void> {
  // Lockdown Mode and some views inside of apps take it away.
  if (typeof WebAssembly === 'undefined') return report({ kind: 'unable', code: 'ERR_WASM_MISSING' });
  await checkKey(command.chainId);
  if (command.kind === 'prepare') {
    await proverOf(command.engine).prepare();
    report({ kind: 'ready' });
    return;
  }
  const made = await proverOf(command.engine).prove({
    inputs: command.inputs,
    onProgress: (step) => report({ kind: 'step', step }),
  });
  report({ kind: 'done', made });
}

self.addEventListener('message', (event: MessageEvent<ProverCommand>) => {
  obey(event.data).catch((error: unknown) => {
    // What keeps it from getting ready is told when a proof is asked for.
    if (event.data.kind === 'prepare') return;
    const code = (error as { code?: unknown } | undefined)?.code;
    report({ kind: 'failed', code: typeof code === 'string' ? code : 'ERR_PROVER' });
  });
});
