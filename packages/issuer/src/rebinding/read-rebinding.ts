import { RebindingError } from '../error.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { RebindingRow } from '../rows.ts';
import { equalSecrets, hashToken } from '../vault/hash-token.ts';
import { lockRebinding } from './lock-rebinding.ts';
import { writeToFiles } from './write-to-files.ts';

/** The link that a holder was sent: the re-binding and the secret in the link's fragment. */
export type RebindingLink = { tenant: string; rebindingId: string; token: string };
export type RebindingView = Pick<RebindingRow, 'state' | 'startedAt' | 'dueAt'>;

/** What the holder's page shows. @throws {RebindingError} `ERR_REBINDING_UNKNOWN` */
export async function readRebinding(context: IssuerContext, options: RebindingLink): Promise<RebindingView> {
  const { state, startedAt, dueAt } = await context.store.read((reader) =>
    openLink({ ...options, transaction: reader }),
  );
  return { state, startedAt, dueAt };
}

/**
 * The holder says that it was somebody else: from now on nothing ends by time, the bank's staff decide. Saying it again
 * changes nothing.
 *
 * @throws {RebindingError} `ERR_REBINDING_UNKNOWN`, `ERR_REBINDING_CLOSED` it has ended
 */
export async function objectToRebinding(context: IssuerContext, options: RebindingLink): Promise<void> {
  const { store, clock } = context;
  await store.transaction(async (transaction) => {
    await openLink({ ...options, transaction });
    const locked = await lockRebinding({ transaction, ...options });
    if (locked === null) throw unknownLink();
    const { rebinding } = locked;
    if (rebinding.state === 'held') return;
    if (rebinding.state !== 'waiting') throw new RebindingError('ERR_REBINDING_CLOSED', 'The re-binding has ended.');
    await transaction.saveRebinding({ ...rebinding, state: 'held' });
    const entry = { transaction, rebinding, actor: 'applicant', at: clock.now() };
    await writeToFiles({ ...entry, action: 'rebinding_objected' });
  });
}

/** @throws {RebindingError} `ERR_REBINDING_UNKNOWN` no such re-binding, or another token: both alike */
export async function openLink(options: RebindingLink & { transaction: IssuerTransaction }): Promise<RebindingRow> {
  const { transaction, tenant, rebindingId, token } = options;
  const rebinding = await transaction.findRebinding(tenant, rebindingId);
  if (!(await equalSecrets(rebinding?.tokenHash ?? '', await hashToken(token))) || rebinding === null) {
    throw unknownLink();
  }
  return rebinding;
}

function unknownLink(): RebindingError {
  return new RebindingError('ERR_REBINDING_UNKNOWN', 'The link does not open anything here.');
}
