import { isApiProblemError, PosternProvider } from '@postern/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { createApiKeyStore } from './session/api-key-store.ts';

const fetchHere: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (count, error) => count < 2 && (!isApiProblemError(error) || error.status === 0 || error.status >= 500),
    },
  },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <PosternProvider>
    <QueryClientProvider client={queryClient}>
      <BrowserRouter>
        <App fetch={fetchHere} keys={createApiKeyStore(globalThis.sessionStorage)} />
      </BrowserRouter>
    </QueryClientProvider>
  </PosternProvider>,
);
