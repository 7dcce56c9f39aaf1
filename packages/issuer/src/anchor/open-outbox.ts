import type { AnchorChain, IssuerContext, IssuerTransaction } from '../ports.ts';
import type { ChainAccountRow, Tenant } from '../rows.ts';

/** A sender on a chain, and whose anchors it sends. */
export type OutboxLane = { chain: AnchorChain; sender: string; tenants: readonly Tenant[] };

/** Every sender on every chain; banks with one operator key share a lane, because they share its nonces. */
export function listLanes(options: { chains: readonly AnchorChain[]; tenants: readonly Tenant[] }): OutboxLane[] {
  const senders = new Map<string, Tenant[]>();
  for (const tenant of options.tenants) {
    senders.set(tenant.operatorAddress, [...(senders.get(tenant.operatorAddress) ?? []), tenant]);
  }
  return options.chains.flatMap((chain) => [...senders].map(([sender, tenants]) => ({ chain, sender, tenants })));
}

/**
 * Writes on the sender's account if nobody has since the version was read, and counts the version up: of two workers
 * with the same plan one carries it out.
 *
 * @returns the new version and the result; null when somebody was faster
 */
export async function writeOutbox<T>(
  context: IssuerContext,
  options: {
    lane: OutboxLane;
    version: number;
    write: (transaction: IssuerTransaction, account: ChainAccountRow) => Promise<T>;
    /** What the account is to say from now on. */
    account?: Partial<Pick<ChainAccountRow, 'knownCount' | 'headHash' | 'secondSenderAt'>>;
  },
): Promise<{ version: number; result: T } | null> {
  const { lane, write } = options;
  return context.store.transaction(async (transaction) => {
    const account = await transaction.lockChainAccount(lane.chain.chainId, lane.sender);
    if (account.version !== options.version) return null;
    const result = await write(transaction, account);
    const version = account.version + 1;
    await transaction.saveChainAccount({ ...account, ...options.account, version });
    return { version, result };
  });
}
