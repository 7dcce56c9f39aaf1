const releases = new Set<() => Promise<void>>();

/** Has `release` called by the next `releaseProofWorkers`. */
export function onReleaseProofWorkers(release: () => Promise<void>): void {
  releases.add(release);
}

/**
 * Ends the threads that proving with `keepWorkers` left running; the next proof starts them again. A Node process that
 * proved in that way does not end by itself before this was called. Verifying starts no thread.
 */
export async function releaseProofWorkers(): Promise<void> {
  const all = [...releases];
  releases.clear();
  // snarkjs keeps the workers of its curve here; tools that use it directly have started them.
  const curve = (globalThis as { curve_bn128?: { terminate(): Promise<void> } | null }).curve_bn128;
  await Promise.all([...all.map((release) => release()), curve?.terminate()]);
}
