import { useQuery } from '@tanstack/react-query';
import { useConsole } from '../session/console-context.ts';

/** The newest sessions, kept current while the page is open. */
export function useSessions() {
  const { api, protocol } = useConsole();
  return useQuery({
    queryKey: ['sessions', protocol.slug],
    queryFn: async () => (await api.listSessions()).sessions,
    refetchInterval: 3_000,
  });
}

export type ListedSession = NonNullable<ReturnType<typeof useSessions>['data']>[number];
