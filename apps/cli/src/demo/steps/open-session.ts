import type { Address } from 'viem';
import { z } from 'zod';
import { requestJson } from '../clients/request-json.ts';
import type { StepResult } from '../run-step.ts';

const zOpened = z.object({ sessionId: z.string(), walletUrl: z.url(), expiresAt: z.int() });
export type OpenedSession = z.output<typeof zOpened>;

/** The dApp's server opens a session at the verifier, as its page does on "Prove with Postern". */
export const openSession = async (options: {
  fetch: typeof globalThis.fetch;
  vaultUrl: string;
  account: Address;
}): Promise<StepResult<OpenedSession>> => {
  const { fetch, vaultUrl, account } = options;
  const value = await requestJson({
    fetch,
    url: `${vaultUrl}/app/sessions`,
    method: 'POST',
    headers: { origin: new URL(vaultUrl).origin },
    body: { account },
    response: zOpened,
  });
  return { value, note: `session ${value.sessionId.slice(0, 8)}… for ${account.slice(0, 8)}…` };
};
