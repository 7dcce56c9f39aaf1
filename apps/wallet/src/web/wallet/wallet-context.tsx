import type { OpenedVault } from '@postern/holder';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { WalletServices } from './create-services.ts';

/** Whether there is a wallet in this browser, and whether this tab has opened it. */
export type WalletState =
  | { kind: 'loading' }
  | { kind: 'none' }
  | { kind: 'locked' }
  | { kind: 'open'; opened: OpenedVault };

type WalletContextValue = {
  services: WalletServices;
  state: WalletState;
  open: (opened: OpenedVault) => void;
  lock: () => void;
  /** Tells this and every other tab that the vault has changed. */
  announce: () => void;
  erase: () => Promise<void>;
};

const WalletContext = createContext<WalletContextValue | undefined>(undefined);
const CHANNEL = 'postern-wallet';
/** A wallet left alone in a hidden tab locks itself. */
const HIDDEN_LOCK_MS = 15 * 60_000;

export function WalletProvider({ services, children }: { services: WalletServices; children: ReactNode }) {
  const [state, setState] = useState<WalletState>({ kind: 'loading' });
  const queries = useQueryClient();
  const [channel] = useState(() => new BroadcastChannel(CHANNEL));

  useEffect(() => {
    void services.storage.readHeader().then((header) => {
      setState((current) =>
        current.kind === 'loading' ? { kind: header === undefined ? 'none' : 'locked' } : current,
      );
    });
  }, [services]);

  const lock = useCallback(() => {
    queries.clear();
    setState((current) => (current.kind === 'open' ? { kind: 'locked' } : current));
  }, [queries]);

  useEffect(() => {
    const onMessage = ({ data }: MessageEvent<'changed' | 'erased'>) => {
      if (data === 'changed') void queries.invalidateQueries({ queryKey: ['vault'] });
      else location.reload();
    };
    channel.addEventListener('message', onMessage);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(lock, HIDDEN_LOCK_MS);
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      channel.removeEventListener('message', onMessage);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [channel, queries, lock]);

  const value = useMemo<WalletContextValue>(
    () => ({
      services,
      state,
      lock,
      open: (opened) => setState({ kind: 'open', opened }),
      announce: () => {
        void queries.invalidateQueries({ queryKey: ['vault'] });
        channel.postMessage('changed');
      },
      erase: async () => {
        await services.storage.erase();
        services.proverChoice.forget();
        queries.clear();
        channel.postMessage('erased');
        setState({ kind: 'none' });
      },
    }),
    [services, state, lock, queries, channel],
  );
  return <WalletContext value={value}>{children}</WalletContext>;
}

export function useWallet(): WalletContextValue {
  const value = useContext(WalletContext);
  if (value === undefined) throw new Error('useWallet needs a WalletProvider above.');
  return value;
}

/** The open vault; only pages behind the lock use it. */
export function useOpenVault(): OpenedVault {
  const { state } = useWallet();
  if (state.kind !== 'open') throw new Error('This page needs an open wallet.');
  return state.opened;
}
