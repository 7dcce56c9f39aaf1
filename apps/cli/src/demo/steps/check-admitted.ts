import { type ReadClient, readIsAdmitted, readPass } from '@postern/contracts';
import type { Address, Hex } from 'viem';
import { expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The question that every gate asks: may this account act now? */
export const checkAdmitted = async (options: {
  client: ReadClient;
  passRegistry: Address;
  policyId: Hex;
  account: Address;
  expected: boolean;
}): Promise<StepResult<number>> => {
  const { client, passRegistry, policyId, account, expected } = options;
  const question = { client, passRegistry, policyId, account };
  const [admitted, pass] = await Promise.all([readIsAdmitted(question), readPass(question)]);
  expectThat(admitted === expected, `isAdmitted answered ${admitted}.`);
  if (pass === undefined) return { value: 0, note: 'no, and it never had a pass' };
  const until = new Date(pass.expiresAt * 1000).toISOString();
  return { value: pass.expiresAt, note: admitted ? `yes, until ${until}` : 'no' };
};
