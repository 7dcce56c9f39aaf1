import { type IssuerContext, listOverdueChanges } from '@postern/issuer';
import { PosternError } from '@postern/primitives';
import { computeAnchorBound } from '@postern/protocol';

/** An acknowledged change of a status is not on chain though its bound has passed. */
export class AnchorError extends PosternError<'ERR_ANCHOR_OVERDUE'> {}

/** @throws {AnchorError} with the moment of the oldest such change, and the chain that lacks it */
export async function assertAnchored(context: IssuerContext): Promise<void> {
  const overdue = await listOverdueChanges(context);
  const [oldest] = overdue;
  if (oldest === undefined) return;
  const boundSeconds = computeAnchorBound(context.settings.anchorTimes);
  const since = new Date(oldest.changedAt * 1000).toISOString();
  throw new AnchorError('ERR_ANCHOR_OVERDUE', `A change of status of ${since} is not on chain.`, {
    details: { since, boundSeconds, chainId: oldest.chainId, lists: overdue.length },
  });
}
