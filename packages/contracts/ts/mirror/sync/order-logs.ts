import type { Log } from 'viem';

import { MirrorError } from '../mirror-error.ts';

/**
 * Logs in chain order, each once: nodes behind a balancer answer out of order, and some answer twice.
 *
 * @param options.isAsked whether a log is from where it was asked for
 * @throws {MirrorError} `ERR_MIRROR_UNSTABLE_CHAIN`: a log that was not asked for or was taken back, or logs of two blocks
 * with one number
 */
export function orderLogs(options: { logs: readonly Log[]; isAsked: (log: Log) => boolean }): Log[] {
  const { logs, isAsked } = options;
  const sorted = logs.toSorted((left, right) => placeOf(left) - placeOf(right) || indexOf(left) - indexOf(right));
  return sorted.filter((log, index) => {
    const before = sorted[index - 1];
    const isOfSameBlock = before !== undefined && placeOf(before) === placeOf(log);
    if (!isAsked(log) || log.removed || (isOfSameBlock && before.blockHash !== log.blockHash)) {
      throw new MirrorError('ERR_MIRROR_UNSTABLE_CHAIN', 'The node answered with logs that it was not asked for.');
    }
    return !isOfSameBlock || indexOf(before) !== indexOf(log);
  });
}

const placeOf = ({ blockNumber }: Log): number => Number(blockNumber);
const indexOf = ({ logIndex }: Log): number => Number(logIndex);
