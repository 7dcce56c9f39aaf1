import { admit, type Admission, type WriteClients } from '@postern/contracts';
import type { Address } from 'viem';
import type { StepResult } from '../run-step.ts';

/** The account hands its proof to the pass registry. */
export const admitAccount = async (options: {
  clients: WriteClients;
  passRegistry: Address;
  admission: Admission;
}): Promise<StepResult<undefined>> => {
  const { clients, passRegistry, admission } = options;
  const { hash, receipt } = await admit({ ...clients, passRegistry, admission });
  return { value: undefined, note: 'pass written', transaction: { hash, gasUsed: receipt.gasUsed } };
};
