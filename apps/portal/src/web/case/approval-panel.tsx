import { Button, Stack, Text } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { useState } from 'react';
import { blockerWords } from '../words/assessment-words.ts';
import { isEveryCandidateAnswered } from '../words/identity-words.ts';
import { ConfirmApproval } from './confirm-approval.tsx';
import { SignedSummary } from './signed-summary.tsx';
import type { Decision } from './use-decision.ts';

export type ApprovalPanelProps = {
  detail: CaseDetail;
  decision: Decision;
  /** Whether a passkey will sign it. */
  signed: boolean;
  /** Who is signed in. */
  staffId: string | undefined;
};

/** The checker's part: what was proposed, directly above the button that signs it. */
export function ApprovalPanel({ detail, decision, signed, staffId }: ApprovalPanelProps) {
  const [isAsking, setIsAsking] = useState(false);
  const { assessment } = detail;
  const obstacles = listObstacles(detail);
  const mayApprove = detail.actions.includes('approve');
  return (
    <Stack gap="md">
      {mayApprove ? (
        <Text>{detail.proposedBy ?? 'A colleague'} proposes to approve. You sign exactly what stands here.</Text>
      ) : null}
      {assessment === undefined ? null : <SignedSummary assessment={assessment} identity={detail} />}
      {obstacles.map((obstacle) => (
        <Text key={obstacle} c="var(--postern-brick)">
          {obstacle}
        </Text>
      ))}
      {obstacles.length > 0 ? <Text>Nobody can approve it like this: send it back to review.</Text> : null}
      {mayApprove && obstacles.length === 0 ? (
        <Button
          disabled={decision.isPending}
          onClick={() => {
            decision.reset();
            setIsAsking(true);
          }}
        >
          Approve
        </Button>
      ) : null}
      {mayApprove || detail.measure !== undefined ? null : (
        <Text>
          {detail.proposer?.staffId === staffId
            ? 'You proposed this, so somebody else must approve it: two people sign every approval.'
            : 'A colleague with the approver role must approve it: two people sign every approval.'}
        </Text>
      )}
      <ConfirmApproval
        opened={isAsking}
        detail={detail}
        decision={decision}
        signed={signed}
        onClose={() => setIsAsking(false)}
      />
    </Stack>
  );
}

/** What came up since the proposal, or was never settled. */
function listObstacles(detail: CaseDetail): string[] {
  const excepted = new Set((detail.assessment?.exceptions ?? []).map(({ blocker }) => blocker));
  const obstacles = detail.blockers.filter((blocker) => !excepted.has(blocker)).map((blocker) => blockerWords[blocker]);
  return isEveryCandidateAnswered(detail)
    ? obstacles
    : [...obstacles, "A file that may be this person's turned up after the proposal."];
}
