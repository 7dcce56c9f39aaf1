import type { CaseDetail } from '@postern/protocol';
import type { StaffClient } from '../clients/create-staff-client.ts';
import { expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The bank ends the credential for ever. */
export const revokeCredential = async (options: {
  checker: StaffClient;
  caseId: string;
}): Promise<StepResult<CaseDetail>> => {
  const { checker, caseId } = options;
  const value = await checker.decide(caseId, { action: 'revoke', reason: 'End of the business relationship' });
  expectThat(value.credential?.status === 'revoked', `The credential is ${value.credential?.status ?? 'absent'}.`);
  return { value, note: `${checker.name} revokes` };
};
