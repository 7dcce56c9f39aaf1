import type { Clock } from '@postern/primitives';

import type { ReadClient } from '../clients.ts';
import type { CheckpointStore } from './checkpoint/checkpoint-store.ts';
import { encodeCheckpoint, type MirrorIdentity } from './checkpoint/encode-checkpoint.ts';
import { parseCheckpoint } from './checkpoint/parse-checkpoint.ts';
import { createMirrorView, type MirrorView } from './create-mirror-view.ts';
import { MirrorError } from './mirror-error.ts';
import { readHistory, readNewest } from './sync/catch-up.ts';
import { fetchBlock } from './sync/fetch-block.ts';
import { createMirrorChain, type MirrorChain, popBlocksAbove } from './sync/mirror-chain.ts';
import { type CatchUp, planCatchUp } from './sync/plan-catch-up.ts';

export type ChainMirrorOptions = {
  client: ReadClient;
  deployment: MirrorIdentity;
  clock: Clock;
  /** Keeps the state over a restart; without one every start reads the chain from the deployment on. */
  store?: CheckpointStore;
  /** Blocks that must stand on a block before it is mirrored. Default 0. */
  confirmations?: number;
  /** Deepest reorg that is followed block by block; a deeper one is read anew from the start. Default 128. */
  windowBlocks?: number;
  /** Seconds after the last time the mirror stood where the node stood; then it answers nothing. Default 60. */
  maxUnsyncedSeconds?: number;
  /** Greatest age of the mirrored block: catches a node that stands still. Default no limit. */
  maxBlockAgeSeconds?: number;
  /** Least seconds between checkpoints; `save` writes at once. Default 30. */
  checkpointSeconds?: number;
};

/** Where the mirror stands. */
export type MirrorStatus = {
  /** Last mirrored block; undefined before the first. */
  block: { number: number; hash: string; timestamp: number } | undefined;
  /** Blocks that the node had and the mirror had not when it last looked. */
  lagBlocks: number;
  /** Seconds from the mirrored block's time to now. */
  lagSeconds: number;
  /** Unix seconds at which the mirror last stood where the node stood. */
  syncedAt: number | undefined;
  /** Whether the mirror would answer now. */
  fresh: boolean;
  reorgs: number;
  deepestReorg: number;
  /** Readings from the start: the first one, and after a reorg deeper than the window. */
  rebuilds: number;
};

export type ChainMirror = MirrorView & {
  /** Brings the mirror to where the node stands; calls at the same time share one run. */
  sync(): Promise<MirrorStatus>;
  status(): MirrorStatus;
  /** Writes a checkpoint; do it when stopping. */
  save(): Promise<void>;
};

/**
 * A copy of all registries in memory, built from their events alone and checked against the roots that the events name.
 *
 * `sync` throws {@link MirrorError} `ERR_MIRROR_UNREACHABLE`, `…_WRONG_CHAIN`, `…_UNSTABLE_CHAIN`, `…_DIVERGED` or
 * `…_CHECKPOINT`; the mirror keeps its last consistent state, and answers from it until it is too old.
 */
export function createChainMirror(options: ChainMirrorOptions): ChainMirror {
  const { client, deployment, clock, store, confirmations = 0, windowBlocks = 128, checkpointSeconds = 30 } = options;
  const { maxUnsyncedSeconds = 60, maxBlockAgeSeconds = Number.POSITIVE_INFINITY } = options;
  let chain = createMirrorChain();
  let loaded = store === undefined;
  /** False while rows move range by range. */
  let consistent = false;
  let syncedAt: number | undefined;
  let savedAt = clock.now();
  let counts = { lagBlocks: 0, reorgs: 0, deepestReorg: 0, rebuilds: 0 };
  let running: Promise<MirrorStatus> | undefined;

  const readLag = (now: number): number => Math.max(0, now - (chain.window.at(-1)?.timestamp ?? now));
  const isFresh = (now: number): boolean =>
    consistent && syncedAt !== undefined && now - syncedAt <= maxUnsyncedSeconds && readLag(now) <= maxBlockAgeSeconds;

  const status = (): MirrorStatus => {
    const now = clock.now();
    const last = chain.window.at(-1);
    const block = last && { number: last.number, hash: last.hash, timestamp: last.timestamp };
    return { block, lagSeconds: readLag(now), syncedAt, fresh: isFresh(now), ...counts };
  };

  /** On the way of every decision: it makes nothing. */
  const open = (): MirrorChain => {
    if (isFresh(clock.now())) return chain;
    if (syncedAt === undefined) {
      throw new MirrorError('ERR_MIRROR_NOT_SYNCED', 'The mirror has not reached the chain yet.');
    }
    throw new MirrorError('ERR_MIRROR_STALE', 'The mirror is too far behind the chain to answer.', {
      details: { lagSeconds: status().lagSeconds },
    });
  };

  const load = async (): Promise<void> => {
    const text = await store?.load();
    loaded = true;
    if (text === undefined) return;
    try {
      chain = parseCheckpoint({ text, identity: deployment });
      // A node that does not answer now is no reason to read the whole past again.
      consistent = true;
    } catch (error) {
      // A damaged or foreign checkpoint is no checkpoint; the chain has everything.
      if (!(error instanceof MirrorError)) throw error;
    }
  };

  const carryOut = async (plan: Extract<CatchUp, { target: unknown }>): Promise<void> => {
    const { target } = plan;
    const shared = { client, addresses: deployment, target, windowBlocks };
    let keep: number | undefined;
    if (plan.kind === 'rebuild') {
      if (chain.window.length > 0) counts = { ...counts, reorgs: counts.reorgs + 1, deepestReorg: windowBlocks };
      consistent = false;
      chain = createMirrorChain();
      counts = { ...counts, rebuilds: counts.rebuilds + 1 };
    } else keep = plan.keep;
    const first = keep === undefined ? deployment.deployedAtBlock : keep + 1;
    if (target.number - windowBlocks >= first) {
      consistent = false;
      if (keep !== undefined) noteReorg(popBlocksAbove({ chain, number: keep }));
      await readHistory({ ...shared, chain, fromBlock: first });
      keep = chain.window.at(-1)?.number;
    }
    const fromBlock = keep === undefined ? first : keep + 1;
    noteReorg(await readNewest({ ...shared, chain, keep, fromBlock }));
    consistent = true;
  };

  const noteReorg = (depth: number): void => {
    if (depth === 0) return;
    counts = { ...counts, reorgs: counts.reorgs + 1, deepestReorg: Math.max(counts.deepestReorg, depth) };
  };

  const run = async (): Promise<MirrorStatus> => {
    if (!loaded) await load();
    const lookedAt = clock.now();
    const latest = await fetchBlock({ client });
    const number = Math.max(0, latest.number - confirmations);
    const target = confirmations === 0 ? latest : await fetchBlock({ client, number });
    const plan = await planCatchUp({ client, window: chain.window, target });
    counts = { ...counts, lagBlocks: Math.max(0, target.number - (chain.window.at(-1)?.number ?? 0)) };
    if (plan.kind === 'behind') return status();
    // Elsewhere the window's hashes say that it is the same chain.
    if (plan.kind === 'rebuild') await assertRightChain({ client, deployment });
    if (plan.kind !== 'current') await carryOut(plan);
    consistent = true;
    syncedAt = lookedAt;
    counts = { ...counts, lagBlocks: latest.number - target.number };
    if (plan.kind !== 'current' && clock.now() - savedAt >= checkpointSeconds) await save();
    return status();
  };

  const save = async (): Promise<void> => {
    if (store === undefined || !consistent || chain.window.length === 0) return;
    try {
      await store.save(encodeCheckpoint({ identity: deployment, chain }));
    } catch (cause) {
      throw new MirrorError('ERR_MIRROR_CHECKPOINT', 'The checkpoint could not be written.', { cause });
    }
    savedAt = clock.now();
  };

  const sync = async (): Promise<MirrorStatus> => {
    try {
      return await run();
    } catch (error) {
      // Half of a history is worth nothing, and neither is one that contradicts itself.
      if (!consistent || (error instanceof MirrorError && error.code === 'ERR_MIRROR_DIVERGED')) {
        consistent = false;
        chain = createMirrorChain();
      }
      if (error instanceof MirrorError) throw error;
      throw new MirrorError('ERR_MIRROR_UNREACHABLE', 'The chain could not be read.', { cause: error });
    }
  };

  return {
    ...createMirrorView({ open, clock }),
    sync() {
      running ??= sync().finally(() => {
        running = undefined;
      });
      return running;
    },
    status,
    save,
  };
}

/** A chain that was emptied, or another one under the same address, would read as "nobody has a pass". */
async function assertRightChain(options: { client: ReadClient; deployment: MirrorIdentity }): Promise<void> {
  const { client, deployment } = options;
  const chainId = await client.getChainId();
  const code = await client.getCode({ address: deployment.passRegistry });
  if (chainId === deployment.chainId && code !== undefined && code !== '0x') return;
  throw new MirrorError('ERR_MIRROR_WRONG_CHAIN', 'The node serves a chain that does not have this deployment.');
}
