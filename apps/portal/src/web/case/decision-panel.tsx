import { Button, Stack, Text, Title } from '@mantine/core';
import type { CaseAction, CaseDetail } from '@postern/protocol';
import { useState } from 'react';
import { useSession } from '../session/use-session.ts';
import { actionWords } from '../words/case-words.ts';
import { Problem } from '../words/problem.tsx';
import { AssessmentForm, emptyAssessment } from './assessment-form.tsx';
import { ConfirmDecision, type ConfirmedAction } from './confirm-decision.tsx';
import { useDecision } from './use-decision.ts';

const titles: Partial<Record<CaseDetail['state'], string>> = {
  second_approval: 'Second approval',
  approved: 'Change it',
  active: 'Change it',
  suspended: 'Change it',
};
const confirmed: readonly ConfirmedAction[] = ['return', 'reject', 'suspend', 'reinstate', 'revoke'];

/** What the signed-in person may decide now; which actions those are is the issuer's to say. */
export function DecisionPanel({ detail }: { detail: CaseDetail }) {
  const decision = useDecision(detail.caseId);
  const staff = useSession().data?.staff;
  const [assessment, setAssessment] = useState(detail.assessment ?? emptyAssessment);
  const [asking, setAsking] = useState<ConfirmedAction>();
  const may = (action: CaseAction) => detail.actions.includes(action);
  const busy = decision.isPending;
  const secondary = confirmed.filter(may);
  const waitsForOther = detail.state === 'second_approval' && !may('approve');

  return (
    <section aria-labelledby="decision-title">
      <Title order={2} size="h3" id="decision-title" mb="sm">
        {titles[detail.state] ?? 'Your decision'}
      </Title>
      <Stack gap="lg">
        {may('start_review') ? (
          <>
            <Text>Nobody has taken this case yet. Start the review to assess it.</Text>
            <Button loading={busy} onClick={() => decision.mutate({ action: 'start_review' })}>
              {actionWords.start_review}
            </Button>
          </>
        ) : null}
        {may('propose') ? (
          <>
            <AssessmentForm value={assessment} onChange={setAssessment} disabled={busy} />
            <Button loading={busy} onClick={() => decision.mutate({ action: 'propose', assessment })}>
              {actionWords.propose}
            </Button>
            <Text size="xs" c="dimmed">
              You sign the assessment; a second person must then approve exactly this. Any change voids both signatures.
            </Text>
          </>
        ) : null}
        {may('approve') ? (
          <>
            <Text>
              {detail.proposedBy ?? 'A colleague'} proposes to approve. Compare the assessment with the file; you sign
              exactly what stands there.
            </Text>
            <Button loading={busy} onClick={() => decision.mutate({ action: 'approve' })}>
              {actionWords.approve}
            </Button>
          </>
        ) : null}
        {waitsForOther ? (
          <Text>
            {detail.proposedBy !== undefined && detail.proposedBy === staff?.name
              ? 'You proposed this, so somebody else must approve it: two people sign every approval.'
              : 'A colleague with the approver role must approve it: two people sign every approval.'}
          </Text>
        ) : null}
        {detail.actions.length === 0 && !waitsForOther ? (
          <Text c="dimmed">There is nothing for you to decide on this case.</Text>
        ) : null}
        {decision.isError && asking === undefined ? <Problem error={decision.error} /> : null}
        {secondary.length === 0 ? null : (
          <Stack gap="xs">
            {secondary.map((action) => (
              <Button
                key={action}
                variant="default"
                c={action === 'reject' || action === 'revoke' ? 'var(--postern-brick)' : 'var(--postern-ink)'}
                disabled={busy}
                onClick={() => {
                  decision.reset();
                  setAsking(action);
                }}
              >
                {actionWords[action]}
              </Button>
            ))}
          </Stack>
        )}
      </Stack>
      <ConfirmDecision
        action={asking}
        name={detail.displayName}
        decision={decision}
        signed={staff?.method === 'passkey'}
        onClose={() => setAsking(undefined)}
      />
    </section>
  );
}
