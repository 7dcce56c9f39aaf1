import type { ApplicationData, CaseDetail } from '@postern/protocol';
import type { StaffClient } from '../clients/create-staff-client.ts';
import { DemoError } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The maker finds the new case in the queue and sees what was applied with. */
export const findCase = async (options: {
  maker: StaffClient;
  applicant: ApplicationData;
}): Promise<StepResult<CaseDetail>> => {
  const { maker, applicant } = options;
  const { cases } = await maker.listCases('submitted');
  for (const summary of cases.filter(({ displayName }) => displayName === applicant.latinName)) {
    const detail = await maker.readCase(summary.caseId);
    if (detail.application.document.number === applicant.document.number) {
      return { value: detail, note: `${maker.name} opens the case of ${applicant.givenName} ${applicant.familyName}` };
    }
  }
  throw new DemoError('ERR_DEMO_EXPECTATION', 'The case is not in the queue of the bank.');
};
