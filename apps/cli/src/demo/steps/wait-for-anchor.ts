import type { ReadClient } from '@postern/contracts';
import type { StaffClient } from '../clients/create-staff-client.ts';
import type { StepResult } from '../run-step.ts';
import { waitUntil } from '../wait-until.ts';

/** The bank's new list root reaches the chain. */
export const waitForAnchor = async (options: {
  staff: StaffClient;
  client: ReadClient;
  caseId: string;
}): Promise<StepResult<undefined>> => {
  const { staff, client, caseId } = options;
  const hash = await waitUntil({
    what: 'the anchored root of the status list',
    timeoutMs: 60_000,
    everyMs: 1000,
    read: async () => {
      const { credential } = await staff.readCase(caseId);
      return credential?.anchored === true ? credential.anchorTransaction : undefined;
    },
  });
  const receipt = await client.getTransactionReceipt({ hash: hash as `0x${string}` });
  return {
    value: undefined,
    note: `in block ${receipt.blockNumber}`,
    transaction: { hash: receipt.transactionHash, gasUsed: receipt.gasUsed },
  };
};
