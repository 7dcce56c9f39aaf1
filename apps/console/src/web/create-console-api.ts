import { zAccessDecision, zCompilePolicyResponse, zProtocolView, zSessionList } from '@postern/protocol';
import { createApiClient } from '@postern/ui';

export type CreateConsoleApiOptions = {
  fetch: typeof globalThis.fetch;
  apiKey: string;
};

/** Every call that the console makes, as one protocol; all go to the own origin, which hands them to the verifier. */
export function createConsoleApi({ fetch, apiKey }: CreateConsoleApiOptions) {
  const api = createApiClient({ fetch, baseUrl: '/api' });
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    getProtocol: () => api({ path: '/v1/protocol', headers, response: zProtocolView }),
    listSessions: () => api({ path: '/v1/sessions', headers, response: zSessionList }),
    compilePolicy: ({ policy, chainId }: { policy: unknown; chainId: number }) =>
      api({
        method: 'POST',
        path: '/v1/policies/compile',
        headers,
        body: { policy, chainId },
        response: zCompilePolicyResponse,
      }),
    checkAccess: (query: { policyId: string; account: string }) =>
      api({ path: '/v1/access', query, headers, response: zAccessDecision }),
  };
}

export type ConsoleApi = ReturnType<typeof createConsoleApi>;
