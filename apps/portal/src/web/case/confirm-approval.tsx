import { Modal, Stack, Text } from '@mantine/core';
import type { Assessment, AssessmentDraft, CaseDetail, DecisionDraft } from '@postern/protocol';
import { SignButtons } from './sign-buttons.tsx';
import { SignedSummary } from './signed-summary.tsx';
import type { Decision } from './use-decision.ts';

export type ConfirmApprovalProps = {
  opened: boolean;
  detail: CaseDetail;
  decision: Decision;
  /** Whether a passkey will sign it (not with the demo sign-in). */
  signed: boolean;
  onClose: () => void;
};

/** Lists everything that an approval signs, once more, and only then signs it. */
export function ConfirmApproval({ opened, detail, decision, signed, onClose }: ConfirmApprovalProps) {
  const { assessment } = detail;
  if (assessment === undefined) return null;
  const approve = () => decision.mutate(createApproval({ detail, assessment }), { onSuccess: onClose });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        <span style={{ overflowWrap: 'anywhere' }}>
          Approve <bdi>{detail.displayName}</bdi>?
        </span>
      }
      size="lg"
    >
      <Stack>
        <Text>
          You sign what stands below, as {detail.proposedBy ?? 'your colleague'} did. The applicant can then receive the
          credential.
        </Text>
        <SignedSummary assessment={assessment} identity={detail} />
        <SignButtons
          decision={decision}
          signed={signed}
          label="Sign and approve"
          cancelLabel="Not yet"
          isSevere={false}
          onSign={approve}
          onCancel={onClose}
        />
      </Stack>
    </Modal>
  );
}

/** The approval with what was read: the issuer refuses it when another proposal stands there by now. */
function createApproval(options: { detail: CaseDetail; assessment: Assessment }): DecisionDraft {
  const { detail, assessment } = options;
  const { channel, residenceSubdivision, exceptions } = assessment;
  const findings = assessment.findings.map(({ foundBy: _foundBy, ...finding }) => finding);
  const read: AssessmentDraft = { channel, findings, residenceSubdivision, exceptions };
  return {
    action: 'approve',
    assessment: read,
    identity: { candidatesHash: detail.candidatesHash, answers: detail.identityAnswers ?? [] },
  };
}
