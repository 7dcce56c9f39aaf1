import type { Account, Chain, PublicClient, Transport, WalletClient } from 'viem';

/** Reads a chain. */
export type ReadClient = PublicClient<Transport, Chain | undefined>;

/** Signs and sends for one account on one chain. */
export type WriteClient = WalletClient<Transport, Chain, Account>;

/** What every write takes: the sender, and a reader that simulates the call and waits for the receipt. */
export type WriteClients = {
  walletClient: WriteClient;
  publicClient: ReadClient;
  /** Seconds to wait for a block with the transaction. Default 180. */
  receiptSeconds?: number;
};
