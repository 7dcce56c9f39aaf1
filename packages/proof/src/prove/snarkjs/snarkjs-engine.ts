import type { ArtifactSource } from '../../artifacts/artifact-source.ts';
import type { ProverEngine } from '../prover-engine.ts';
import { statementFalse } from '../proving-error.ts';
import { CALLING_THREAD, type ProverThread } from '../threads/prover-threads.ts';

/** The reference: snarkjs, loaded when needed, in one thread that ends after each proof. */
export function createSnarkjsEngine({ artifacts }: { artifacts: ArtifactSource }): ProverEngine {
  const { threads = CALLING_THREAD } = artifacts;
  let running: ProverThread | undefined;

  const load = async (signal: AbortSignal | undefined): Promise<{ wasm: Uint8Array; zkey: Uint8Array }> => {
    const options = signal === undefined ? {} : { signal };
    const [wasm, zkey] = await Promise.all([artifacts.load('wasm', options), artifacts.load('zkey', options)]);
    return { wasm, zkey };
  };

  const start = (): ProverThread => {
    try {
      return threads.start();
    } catch {
      // Without threads the fast engine does not work either: then the calling one must do.
      return CALLING_THREAD.start();
    }
  };

  const end = async (thread: ProverThread | undefined): Promise<void> => {
    if (running === thread) running = undefined;
    await thread?.terminate();
  };

  return {
    prepare: async (signal) => void (await load(signal)),
    compute: async ({ inputs, onProgress, signal }) => {
      onProgress('load');
      // Before anything is awaited, so that who stops meanwhile stops this one.
      const thread = start();
      running = thread;
      try {
        const loaded = await load(signal);
        // Witness and proof are one step there.
        onProgress('prove');
        const { proof } = await thread.send({ kind: 'snarkjs', inputs, ...loaded });
        if (proof === undefined) throw statementFalse();
        return proof;
      } finally {
        await end(thread);
      }
    },
    stop: () => end(running),
  };
}
