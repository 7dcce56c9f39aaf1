export {
  type ChainMirror,
  type ChainMirrorOptions,
  type CheckpointStore,
  createChainMirror,
  createMemoryCheckpointStore,
  followChain,
  MirrorError,
  type MirrorStatus,
} from '@postern/contracts/mirror';
