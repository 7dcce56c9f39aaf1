import type { ProtocolView } from '@postern/protocol';
import { createContext, useContext } from 'react';
import type { ConsoleApi } from '../create-console-api.ts';

export type ConsoleSession = {
  api: ConsoleApi;
  /** With the policies of the chain that is looked at. */
  protocol: ProtocolView;
  /** The chain that is looked at. */
  chain: ProtocolView['chains'][number];
  chains: ProtocolView['chains'];
  chooseChain: (chainId: number) => void;
};

const ConsoleContext = createContext<ConsoleSession | undefined>(undefined);

export const ConsoleSessionProvider = ConsoleContext.Provider;

/** The protocol that is signed in and its API; every page gets them here, so that tests can hand in others. */
export function useConsole(): ConsoleSession {
  const session = useContext(ConsoleContext);
  if (session === undefined) throw new Error('A page was rendered outside ConsoleSessionProvider.');
  return session;
}
