import type { ChainMirror, MirrorStatus } from './create-chain-mirror.ts';

/**
 * Keeps a mirror in step until the signal is aborted, then writes a checkpoint. A failed reading is reported and tried
 * again after the next pause: meanwhile the mirror answers from what it has, and no longer than it may.
 *
 * @param options.wait pauses between readings; resolves early or rejects when the signal is aborted
 */
export async function followChain(options: {
  mirror: ChainMirror;
  signal: AbortSignal;
  wait: (signal: AbortSignal) => Promise<void>;
  onSync?: (status: MirrorStatus) => void;
  onError?: (error: unknown) => void;
}): Promise<void> {
  const { mirror, signal, wait, onSync, onError } = options;
  while (!signal.aborted) {
    try {
      // Apart from the call below, which without a listener would not even evaluate its argument.
      const status = await mirror.sync();
      onSync?.(status);
    } catch (error) {
      onError?.(error);
    }
    // An aborted pause is the end of the loop, not a failure.
    await wait(signal).catch(() => undefined);
  }
  await mirror.save();
}
