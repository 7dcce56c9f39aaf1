import { type ApplicationReceipt, zApplicationStatus } from '@postern/protocol';
import { requestJson } from '../clients/request-json.ts';
import { DemoError } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The second channel: the applicant's status page shows the code that the wallet asks for. */
export const readTransactionCode = async (options: {
  fetch: typeof globalThis.fetch;
  issuer: string;
  receipt: ApplicationReceipt;
}): Promise<StepResult<string>> => {
  const { fetch, issuer, receipt } = options;
  const { transactionCode } = await requestJson({
    fetch,
    url: `${issuer}/applications/${receipt.applicationId}`,
    headers: { authorization: `Bearer ${receipt.statusToken}` },
    response: zApplicationStatus,
  });
  if (transactionCode === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'There is no transaction code.');
  return { value: transactionCode, note: `${transactionCode.length} digits on the applicant's own page` };
};
