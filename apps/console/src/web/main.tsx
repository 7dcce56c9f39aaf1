import { ErrorState, isApiProblemError, PageFrame, PosternProvider } from '@postern/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { loadConfig } from './load-config.ts';
import { createApiKeyStore } from './session/api-key-store.ts';

const fetchHere: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
const root = createRoot(document.getElementById('root') as HTMLElement);
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (count, error) => count < 2 && (!isApiProblemError(error) || error.status === 0 || error.status >= 500),
    },
  },
});

try {
  const { verifierUrl } = await loadConfig({ fetch: fetchHere });
  root.render(
    <PosternProvider>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <App fetch={fetchHere} keys={createApiKeyStore(globalThis.sessionStorage)} verifierUrl={verifierUrl} />
        </BrowserRouter>
      </QueryClientProvider>
    </PosternProvider>,
  );
} catch {
  root.render(
    <PosternProvider>
      <PageFrame face="console">
        <ErrorState
          title="The console could not start"
          meaning="It did not get its configuration from its own server."
          remedy="Check that the console service is running, then reload the page."
        />
      </PageFrame>
    </PosternProvider>,
  );
}
