import type { CaseDetail } from '@postern/protocol';
import type { StaffClient } from '../clients/create-staff-client.ts';
import { expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The bank ends the credential permanently: one person proposes it, another confirms. */
export const revokeCredential = async (options: {
  maker: StaffClient;
  checker: StaffClient;
  caseId: string;
}): Promise<StepResult<CaseDetail>> => {
  const { maker, checker, caseId } = options;
  const reason = 'End of the business relationship';
  await maker.decide(caseId, { action: 'propose_measure', measure: 'revoke', reason });
  const value = await checker.decide(caseId, { action: 'confirm_measure' });
  expectThat(value.credential?.status === 'revoked', `The credential is ${value.credential?.status ?? 'absent'}.`);
  return { value, note: `${maker.name} proposes, ${checker.name} confirms` };
};
