import type { ChainTransactionRow } from '../rows.ts';

/** What a step of the outbox did or saw. `second_sender` and `stepped_back` want somebody's eyes. */
export type OutboxEventType =
  | 'unregistered'
  | 'sent'
  | 'resent'
  | 'dearer'
  | 'filled'
  | 'confirmed'
  | 'reverted'
  | 'final'
  /** A transaction in a block is in none any more: a reorganisation, or a chain that was set back. */
  | 'stepped_back'
  /** The key signed something that is not ours. */
  | 'second_sender';

export type OutboxEvent = {
  type: OutboxEventType;
  chainId: number;
  sender: string;
  nonce: number | null;
  tenant: string | null;
  epoch: number | null;
};

export function describeEvent(type: OutboxEventType, row: ChainTransactionRow): OutboxEvent {
  const { chainId, sender, nonce, purpose } = row;
  const anchor = purpose.kind === 'anchor' ? purpose : null;
  return { type, chainId, sender, nonce, tenant: anchor?.tenant ?? null, epoch: anchor?.epoch ?? null };
}
