import type { IssuerContext } from '../ports.ts';
import type { WaitingChange } from '../rows.ts';

/** Acknowledged changes that are not on chain though their bound has passed. Asks no chain: a dead one hides nothing. */
export async function listOverdueChanges(context: IssuerContext): Promise<WaitingChange[]> {
  const waiting = await context.store.read((reader) => reader.listWaitingChanges());
  const latest = context.clock.now() - context.settings.outbox.boundSeconds;
  return waiting.filter(({ changedAt }) => changedAt < latest);
}
