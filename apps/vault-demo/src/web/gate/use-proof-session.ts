import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Address } from 'viem';
import type { AppApi, OpenedSession, SessionView } from '../create-app-api.ts';

const settled = new Set<SessionView['state']>(['verified', 'refused', 'declined', 'expired']);

type Stored = { account: Address; opened: OpenedSession };

const key = 'harbor-vault-session';

function readStored(): Stored | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Stored);
  } catch {
    return undefined;
  }
}

export type ProofSession = {
  opened: OpenedSession | undefined;
  view: SessionView | undefined;
  opening: boolean;
  error: unknown;
  /** Opens a session and shows the wallet in a new tab. */
  start: () => void;
  forget: () => void;
};

/** One proof session of one account: opened on request, kept over a reload of this tab, polled until it is settled. */
export function useProofSession({ api, account }: { api: AppApi; account: Address }): ProofSession {
  const queries = useQueryClient();
  const [stored, setStored] = useState<Stored | undefined>(readStored);
  const mine = stored?.account === account ? stored : undefined;

  const keep = (next: Stored | undefined): void => {
    if (next === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(next));
    setStored(next);
  };

  const opening = useMutation({
    // The tab is opened before the request, while the browser still counts it as the click's own.
    mutationFn: async (tab: Window | null) => {
      try {
        const opened = await api.openSession({ account });
        keep({ account, opened });
        if (tab !== null) {
          tab.opener = null;
          tab.location.href = opened.walletUrl;
        }
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
  });

  const sessionId = mine?.opened.sessionId;
  const session = useQuery({
    queryKey: ['session', sessionId],
    enabled: sessionId !== undefined,
    queryFn: () => api.readSession({ sessionId: sessionId as string }),
    refetchInterval: (query) => (query.state.data !== undefined && settled.has(query.state.data.state) ? false : 1500),
    refetchIntervalInBackground: true,
  });

  return {
    opened: mine?.opened,
    view: sessionId === undefined ? undefined : session.data,
    opening: opening.isPending,
    error: opening.error ?? (sessionId === undefined ? undefined : session.error),
    start: () => {
      opening.reset();
      opening.mutate(window.open('about:blank', '_blank'));
    },
    forget: () => {
      opening.reset();
      keep(undefined);
      queries.removeQueries({ queryKey: ['session'] });
    },
  };
}
