import { isApiProblemError } from '@postern/ui';
import { QueryCache, QueryClient } from '@tanstack/react-query';

/** Cache of what the issuer answered. A session that ended is asked for again, which leads to the sign-in page. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (isApiProblemError(error) && error.status === 401 && query.queryKey[0] !== 'session') {
          void client.invalidateQueries({ queryKey: ['session'] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (count, error) => count < 2 && (!isApiProblemError(error) || error.status === 0 || error.status >= 500),
      },
    },
  });
  return client;
}
