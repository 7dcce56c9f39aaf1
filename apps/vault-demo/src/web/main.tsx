import { ErrorState, PageFrame, PosternProvider } from '@postern/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createChainReader } from './chain/create-chain-reader.ts';
import { createAppApi } from './create-app-api.ts';
import { loadConfig } from './load-config.ts';
import { VaultProvider } from './vault-context.ts';

const fetchHere: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const config = await loadConfig({ fetch: fetchHere });
  const services = { config, client: createChainReader(config), api: createAppApi({ fetch: fetchHere }) };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1_000 } } });
  root.render(
    <PosternProvider>
      <QueryClientProvider client={queries}>
        <VaultProvider value={services}>
          <App />
        </VaultProvider>
      </QueryClientProvider>
    </PosternProvider>,
  );
} catch {
  root.render(
    <PosternProvider>
      <PageFrame face="demo">
        <ErrorState
          title="The vault's page could not start"
          meaning="It did not get its configuration from its own server. Your money is not affected."
          remedy="Check that the service is running, then reload the page."
        />
      </PageFrame>
    </PosternProvider>,
  );
}
