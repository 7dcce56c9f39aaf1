import { type ApplicationData, type ApplicationReceipt, zApplicationReceipt } from '@postern/protocol';
import { requestJson } from '../clients/request-json.ts';
import type { StepResult } from '../run-step.ts';

/** The applicant hands in the form of the bank's public page. */
export const applyAtBank = async (options: {
  fetch: typeof globalThis.fetch;
  issuer: string;
  applicant: ApplicationData;
}): Promise<StepResult<ApplicationReceipt>> => {
  const { fetch, issuer, applicant } = options;
  const value = await requestJson({
    fetch,
    url: `${issuer}/applications`,
    method: 'POST',
    body: applicant,
    response: zApplicationReceipt,
  });
  return { value, note: `application ${value.applicationId.slice(0, 8)}… received` };
};
