import { EmptyState, isApiProblemError, LoadingShape, PageFrame, ProblemNotice } from '@postern/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, Route, Routes } from 'react-router';
import { AccessPage } from './access/access-page.tsx';
import { createConsoleApi } from './create-console-api.ts';
import { IntegrationPage } from './integration/integration-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { NetworkChoice, selectNetwork } from './network/network-choice.tsx';
import { PoliciesPage } from './policies/policies-page.tsx';
import type { ApiKeyStore } from './session/api-key-store.ts';
import { ConsoleArea } from './session/console-area.tsx';
import { ConsoleSessionProvider } from './session/console-context.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { SessionsPage } from './sessions/sessions-page.tsx';
import { WritePolicyPage } from './write-policy/write-policy-page.tsx';

export type AppProps = { fetch: typeof globalThis.fetch; keys: ApiKeyStore };

/** Sign-in by API key, and behind it the protocol's pages. A key that stops working leads back to sign-in. */
export function App({ fetch, keys }: AppProps) {
  const queryClient = useQueryClient();
  const [apiKey, setApiKey] = useState(() => keys.read() ?? '');
  const [chosenChain, chooseChain] = useState<number>();
  const api = useMemo(() => createConsoleApi({ fetch, apiKey }), [fetch, apiKey]);
  const query = useQuery({
    queryKey: ['protocol', apiKey],
    queryFn: () => api.getProtocol(),
    enabled: apiKey !== '',
    refetchInterval: 15_000,
  });

  const signIn = (key: string) => {
    keys.write(key);
    setApiKey(key);
    void queryClient.resetQueries({ queryKey: ['protocol', key] });
  };
  const signOut = () => {
    keys.clear();
    setApiKey('');
    queryClient.clear();
  };

  const isRefused = isApiProblemError(query.error) && query.error.status === 401;
  if (apiKey === '' || isRefused) {
    return <SignInPage error={isRefused ? query.error : null} isPending={query.isFetching} onSignIn={signIn} />;
  }
  if (query.data === undefined) {
    return (
      <PageFrame face="console">
        {query.isError ? (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingShape label="Opening the console" />
        )}
      </PageFrame>
    );
  }
  const { chains, policies } = query.data;
  const chain = selectNetwork(query.data, chosenChain);
  const protocol = { ...query.data, policies: policies.filter(({ chainId }) => chainId === chain.chainId) };
  return (
    <ConsoleSessionProvider value={{ api, protocol, chain, chains, chooseChain }}>
      <ConsoleArea protocol={protocol} onSignOut={signOut}>
        <NetworkChoice />
        <Routes key={chain.chainId}>
          <Route path="/" element={<OverviewPage />} />
          <Route path="/sessions" element={<SessionsPage />} />
          <Route path="/policies" element={<PoliciesPage />} />
          <Route path="/write" element={<WritePolicyPage />} />
          <Route path="/access" element={<AccessPage />} />
          <Route path="/integrate" element={<IntegrationPage />} />
          <Route
            path="*"
            element={
              <EmptyState title="There is no page at this address" action={<Link to="/">Go to the overview</Link>}>
                The link may be old, or mistyped.
              </EmptyState>
            }
          />
        </Routes>
      </ConsoleArea>
    </ConsoleSessionProvider>
  );
}
