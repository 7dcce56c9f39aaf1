import { createContext, useContext } from 'react';
import type { Address } from 'viem';
import type { Signer } from '../chain/act-on-vault.ts';
import type { DiscoveredWallet } from './discover-wallets.ts';

/** The account that the page acts for. */
export type ConnectedAccount = {
  kind: 'demo' | 'wallet';
  /** Name of the wallet, or "Demo account". */
  label: string;
  address: Address;
  signer: Signer;
  /** False while a browser wallet looks at another chain. */
  onChain: boolean;
};

export type DemoAccounts = {
  /** Newest first, or the one that was in use last. */
  addresses: readonly Address[];
  /** Goes on with one of them. */
  use: (address: Address) => void;
  /** Makes another one and uses it. */
  create: () => void;
};

export type AccountState = {
  account: ConnectedAccount | undefined;
  wallets: readonly DiscoveredWallet[];
  /** Accounts that this browser makes for itself; undefined but on a local chain. */
  demo: DemoAccounts | undefined;
  /** What went wrong while connecting, in plain words. */
  problem: string | undefined;
  connectWallet: (wallet: DiscoveredWallet) => Promise<void>;
  moveToChain: () => Promise<void>;
  disconnect: () => void;
};

const AccountContext = createContext<AccountState | undefined>(undefined);
export const AccountProvider = AccountContext.Provider;

export function useAccount(): AccountState {
  const state = useContext(AccountContext);
  if (state === undefined) throw new Error('useAccount outside AccountProvider');
  return state;
}
