import './configure-zod.ts';
import { ErrorState, PhoneFrame, PosternProvider } from '@postern/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { loadConfig } from './load-config.ts';
import { installTrustedTypes } from './trusted-types.ts';
import { createServices } from './wallet/create-services.ts';
import { WalletProvider } from './wallet/wallet-context.tsx';

installTrustedTypes(window);
const root = createRoot(document.getElementById('root') as HTMLElement);
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } });

try {
  const services = await createServices(await loadConfig({ fetch: (input, init) => fetch(input, init) }));
  root.render(
    <PosternProvider>
      <QueryClientProvider client={queryClient}>
        <WalletProvider services={services}>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </WalletProvider>
      </QueryClientProvider>
    </PosternProvider>,
  );
} catch {
  root.render(
    <PosternProvider>
      <PhoneFrame face="wallet">
        <ErrorState
          title="The wallet could not start"
          meaning="It did not get its configuration, or this browser does not let it store anything."
          remedy="Leave private browsing, check that the wallet service is running, then reload."
        />
      </PhoneFrame>
    </PosternProvider>,
  );
}
