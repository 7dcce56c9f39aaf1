import { ErrorState, PageFrame, PosternProvider } from '@postern/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { createPortalApi } from './create-portal-api.ts';
import { createQueryClient } from './create-query-client.ts';
import { loadConfig } from './load-config.ts';
import { PortalApiProvider } from './portal-context.ts';

const fetchHere: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const { tenant } = await loadConfig({ fetch: fetchHere });
  root.render(
    <PosternProvider>
      <QueryClientProvider client={createQueryClient()}>
        <PortalApiProvider value={createPortalApi({ fetch: fetchHere, tenant })}>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </PortalApiProvider>
      </QueryClientProvider>
    </PosternProvider>,
  );
} catch {
  root.render(
    <PosternProvider>
      <PageFrame face="portal">
        <ErrorState
          title="The portal could not start"
          meaning="It did not get its configuration from its own server."
          remedy="Check that the portal service is running, then reload the page."
        />
      </PageFrame>
    </PosternProvider>,
  );
}
