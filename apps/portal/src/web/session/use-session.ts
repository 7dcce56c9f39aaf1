import type { StaffSession } from '@postern/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePortalApi } from '../portal-context.ts';

/** Who is signed in, which bank this is, and whether the demo sign-in is switched on. */
export function useSession() {
  const api = usePortalApi();
  return useQuery({ queryKey: ['session'], queryFn: () => api.getSession(), staleTime: 30_000 });
}

/** Takes over the session that a sign-in answered, and forgets what another member of staff had loaded. */
export function useTakeSession(): (session: StaffSession) => void {
  const client = useQueryClient();
  return (session) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(['session'], session);
  };
}
