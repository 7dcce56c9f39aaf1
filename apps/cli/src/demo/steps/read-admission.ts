import type { Admission } from '@postern/contracts';
import type { Address, Hex } from 'viem';
import { z } from 'zod';
import { requestJson } from '../clients/request-json.ts';
import type { StepResult } from '../run-step.ts';
import { waitUntil } from '../wait-until.ts';

const zDecimal = z
  .string()
  .regex(/^[0-9]{1,78}$/)
  .transform(BigInt);
const zPair = z.tuple([zDecimal, zDecimal]);
const zSessionView = z.object({
  state: z.string(),
  admission: z
    .object({
      proof: z.object({ a: zPair, b: z.tuple([zPair, zPair]), c: zPair }),
      signals: z.tuple([zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal, zDecimal]),
    })
    .optional(),
});

/** The dApp polls its session until the verifier has accepted the proof. */
export const readAdmission = async (options: {
  fetch: typeof globalThis.fetch;
  vaultUrl: string;
  sessionId: string;
  policyId: Hex;
  account: Address;
}): Promise<StepResult<Admission>> => {
  const { fetch, vaultUrl, sessionId, policyId, account } = options;
  const view = await waitUntil({
    what: 'a verified session',
    timeoutMs: 15_000,
    read: async () => {
      const found = await requestJson({ fetch, url: `${vaultUrl}/app/sessions/${sessionId}`, response: zSessionView });
      return found.admission;
    },
  });
  return { value: { policyId, account, ...view }, note: 'the dApp has the verified proof' };
};
