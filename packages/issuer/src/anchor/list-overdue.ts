import { computeAnchorBound } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { WaitingChange } from '../rows.ts';

/**
 * Acknowledged changes that are not on chain though the time that the bank states for it has passed. Asks no chain: a
 * dead one hides nothing.
 */
export async function listOverdueChanges(context: IssuerContext): Promise<WaitingChange[]> {
  const waiting = await context.store.read((reader) => reader.listWaitingChanges());
  const latest = context.clock.now() - computeAnchorBound(context.settings.anchorTimes);
  return waiting.filter(({ changedAt }) => changedAt < latest);
}
