import { createSteadyVault, type OpenedVault, type SteadyVault } from '@postern/holder';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { WalletServices } from './create-services.ts';
import { forgetDrafts } from '@postern/ui';

/** A vault that is open in this tab, and goes on in memory while the browser's store fails. */
export type OpenWallet = Omit<OpenedVault, 'vault'> & { vault: SteadyVault };

/** Whether there is a wallet in this browser, and whether this tab has opened it. */
export type WalletState =
  | { kind: 'loading' }
  /** `isLost`: there was one, and the browser or somebody else has cleared it away. */
  | { kind: 'none'; isLost: boolean }
  | { kind: 'locked' }
  | { kind: 'open'; opened: OpenWallet };

/** What the store cannot do now, and how many changes are in this tab only. */
export type StoreState = { code: string | undefined; pending: number };

type WalletContextValue = {
  services: WalletServices;
  state: WalletState;
  store: StoreState;
  open: (opened: OpenedVault) => void;
  /** Locks this and every other tab. */
  lock: () => void;
  /** Tells this and every other tab that the vault has changed. */
  announce: () => void;
  erase: () => Promise<void>;
};

const WalletContext = createContext<WalletContextValue | undefined>(undefined);
const CHANNEL = 'postern-wallet';
/** A wallet left alone in a hidden tab locks itself. */
const HIDDEN_LOCK_MS = 15 * 60_000;
/** While something is in memory only, it is written again this often. */
const FLUSH_MS = 10_000;
const SOUND: StoreState = { code: undefined, pending: 0 };

type Message = 'changed' | 'erased' | 'locked';

export function WalletProvider({ services, children }: { services: WalletServices; children: ReactNode }) {
  const [state, setState] = useState<WalletState>({ kind: 'loading' });
  const [store, setStore] = useState<StoreState>(SOUND);
  const queries = useQueryClient();
  const [channel] = useState(() => new BroadcastChannel(CHANNEL));

  useEffect(() => {
    const { storage, marker } = services;
    const settle = (next: WalletState) => setState((current) => (current.kind === 'loading' ? next : current));
    storage.readHeader().then(
      (header) => settle(header === undefined ? { kind: 'none', isLost: marker.read() } : { kind: 'locked' }),
      // What cannot be read cannot be opened either; the page that opens says so.
      () => settle({ kind: 'locked' }),
    );
  }, [services]);

  const lockHere = useCallback(() => {
    queries.clear();
    forgetDrafts();
    setStore(SOUND);
    setState((current) => (current.kind === 'open' ? { kind: 'locked' } : current));
  }, [queries]);

  const isUnsaved = store.pending > 0;
  useEffect(() => {
    const onMessage = ({ data }: MessageEvent<Message>) => {
      if (data === 'changed') void queries.invalidateQueries({ queryKey: ['vault'] });
      else if (data === 'locked') lockHere();
      else location.reload();
    };
    channel.addEventListener('message', onMessage);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = () => {
      clearTimeout(timer);
      // What the store would not take yet ends with the lock, so nobody locks but the person.
      if (document.hidden && !isUnsaved) timer = setTimeout(lockHere, HIDDEN_LOCK_MS);
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      channel.removeEventListener('message', onMessage);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [channel, queries, lockHere, isUnsaved]);

  const opened = state.kind === 'open' ? state.opened : undefined;
  useEffect(() => {
    if (opened === undefined || !isUnsaved) return;
    const timer = setInterval(() => void opened.vault.flush().catch(() => undefined), FLUSH_MS);
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onLeave);
    return () => {
      clearInterval(timer);
      window.removeEventListener('beforeunload', onLeave);
    };
  }, [opened, isUnsaved]);

  const value = useMemo<WalletContextValue>(
    () => ({
      services,
      state,
      store,
      lock: () => {
        lockHere();
        channel.postMessage('locked');
      },
      open: (fresh) => {
        if (!services.isVolatile) services.marker.write();
        const vault = createSteadyVault({ vault: fresh.vault, onChange: setStore });
        setState({ kind: 'open', opened: { ...fresh, vault } });
        void vault.learn().catch(() => undefined);
      },
      announce: () => {
        void queries.invalidateQueries({ queryKey: ['vault'] });
        channel.postMessage('changed');
      },
      erase: async () => {
        await services.storage.erase();
        services.marker.forget();
        services.proverChoice.forget();
        forgetDrafts();
        queries.clear();
        channel.postMessage('erased');
        setState({ kind: 'none', isLost: false });
      },
    }),
    [services, state, store, lockHere, queries, channel],
  );
  return <WalletContext value={value}>{children}</WalletContext>;
}

export function useWallet(): WalletContextValue {
  const value = useContext(WalletContext);
  if (value === undefined) throw new Error('useWallet needs a WalletProvider above.');
  return value;
}

/** The open vault; only pages behind the lock use it. */
export function useOpenVault(): OpenWallet {
  const { state } = useWallet();
  if (state.kind !== 'open') throw new Error('This page needs an open wallet.');
  return state.opened;
}
