export { type CheckpointStore, createMemoryCheckpointStore } from './checkpoint/checkpoint-store.ts';
export {
  type ChainMirror,
  type ChainMirrorOptions,
  createChainMirror,
  type MirrorStatus,
} from './create-chain-mirror.ts';
export type { MirrorView } from './create-mirror-view.ts';
export { followChain } from './follow-chain.ts';
export { MirrorError } from './mirror-error.ts';
export { createLeafTree, type LeafTree } from './state/create-leaf-tree.ts';
