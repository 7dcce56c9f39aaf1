import { PosternError } from '@postern/primitives';

/**
 * The mirror has no answer that it may give. `…_STALE` and `…_NOT_SYNCED` pass by themselves once the chain answers;
 * `…_DIVERGED` means that events and state of the contracts contradict each other.
 */
export class MirrorError extends PosternError<
  | 'ERR_MIRROR_NOT_SYNCED'
  | 'ERR_MIRROR_STALE'
  | 'ERR_MIRROR_DIVERGED'
  | 'ERR_MIRROR_WRONG_CHAIN'
  | 'ERR_MIRROR_UNREACHABLE'
  | 'ERR_MIRROR_UNSTABLE_CHAIN'
  | 'ERR_MIRROR_UNKNOWN_LEAF'
  | 'ERR_MIRROR_CHECKPOINT'
> {}
