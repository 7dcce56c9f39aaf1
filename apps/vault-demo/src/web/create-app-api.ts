import { createApiClient } from '@postern/ui';
import type { Address } from 'viem';
import { z } from 'zod';

const zOpenedSession = z.object({ sessionId: z.string(), walletUrl: z.url(), expiresAt: z.int() });
export type OpenedSession = z.infer<typeof zOpenedSession>;

const zDecimal = z
  .string()
  .regex(/^[0-9]{1,78}$/)
  .transform(BigInt);
const zPair = z.tuple([zDecimal, zDecimal]);

const zSessionView = z.object({
  sessionId: z.string(),
  state: z.enum(['open', 'fetched', 'verified', 'refused', 'declined', 'expired']),
  account: z.string(),
  expiresAt: z.int(),
  denial: z.object({ code: z.string(), what: z.string(), since: z.int().optional(), remedy: z.string() }).optional(),
  /** What the account hands to `PassRegistry.admit`; present once the proof is verified. */
  admission: z
    .object({
      proof: z.object({ a: zPair, b: z.tuple([zPair, zPair]), c: zPair }),
      signals: z.tuple([zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal]),
    })
    .optional(),
});
export type SessionView = z.infer<typeof zSessionView>;
export type Admission = NonNullable<SessionView['admission']>;

const zAsked = z.object({ protocolName: z.string(), sentences: z.array(z.string()), maxPassLife: z.int() });
export type Asked = z.infer<typeof zAsked>;

const zFunded = z.object({ transactions: z.array(z.string()) });
export type Funded = z.infer<typeof zFunded>;

/** The app's own JSON API; the API key of the verifier stays on the server behind it. */
export type AppApi = {
  readAsked: () => Promise<Asked>;
  openSession: (options: { account: Address }) => Promise<OpenedSession>;
  readSession: (options: { sessionId: string }) => Promise<SessionView>;
  /** Gas and play money for a demo account of this browser; on a local chain only. */
  fundAccount: (options: { account: Address }) => Promise<Funded>;
};

export function createAppApi({ fetch }: { fetch: typeof globalThis.fetch }): AppApi {
  const api = createApiClient({ fetch, baseUrl: '/app' });
  return {
    readAsked: () => api({ path: '/policy', response: zAsked }),
    openSession: ({ account }) =>
      api({ method: 'POST', path: '/sessions', body: { account }, response: zOpenedSession }),
    fundAccount: ({ account }) => api({ method: 'POST', path: '/faucet', body: { account }, response: zFunded }),
    readSession: ({ sessionId }) => api({ path: `/sessions/${sessionId}`, response: zSessionView }),
  };
}
