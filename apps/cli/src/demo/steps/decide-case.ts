import type { AssessmentDraft, CaseDetail } from '@postern/protocol';
import type { StaffClient } from '../clients/create-staff-client.ts';
import { DemoError, expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** What a plain, clean review over a video call finds today. */
const assessToday = (): AssessmentDraft => {
  const seenOn = new Date().toISOString().slice(0, 10);
  return {
    channel: 'video_call',
    findings: [
      { subject: 'identity_document', evidence: 'document_copy', note: 'Made-up passport of the demo', seenOn },
      { subject: 'residence', evidence: 'utility_bill', note: 'Made-up power bill of the demo', seenOn },
      { subject: 'face_matched', evidence: 'video_call', note: 'Made-up call of the demo', seenOn },
    ],
    residenceSubdivision: 0,
    exceptions: [],
  };
};

/** The maker reviews and proposes. */
export const proposeCase = async (options: { maker: StaffClient; caseId: string }): Promise<StepResult<CaseDetail>> => {
  const { maker, caseId } = options;
  let detail = await maker.readCase(caseId);
  if (detail.actions.includes('start_review')) detail = await maker.decide(caseId, { action: 'start_review' });
  const value = await maker.decide(caseId, { action: 'propose', assessment: assessToday() });
  expectThat(value.state === 'second_approval', `The case is in state ${value.state} after the proposal.`);
  return { value, note: `${maker.name} proposes; a second person must approve` };
};

/** The same person tries to approve their own proposal and must be refused. */
export const refuseSameApprover = async (options: {
  maker: StaffClient;
  caseId: string;
}): Promise<StepResult<undefined>> => {
  const { maker, caseId } = options;
  try {
    await maker.decide(caseId, { action: 'approve' });
  } catch (error) {
    if (!(error instanceof DemoError) || error.code !== 'ERR_DEMO_SERVICE_REFUSED') throw error;
    return { value: undefined, note: `refused: ${String(error.details?.['code'])}` };
  }
  throw new DemoError('ERR_DEMO_EXPECTATION', 'One person could approve their own proposal.');
};

/** Another member of staff approves. */
export const approveCase = async (options: {
  checker: StaffClient;
  caseId: string;
}): Promise<StepResult<CaseDetail>> => {
  const { checker, caseId } = options;
  const value = await checker.decide(caseId, { action: 'approve' });
  expectThat(value.state === 'approved' || value.state === 'active', `The case is in state ${value.state}.`);
  return { value, note: `${checker.name} approves` };
};
