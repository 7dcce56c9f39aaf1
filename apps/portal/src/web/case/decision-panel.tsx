import { Button, Stack, Text, Title } from '@mantine/core';
import type { CaseAction, CaseDetail } from '@postern/protocol';
import { useState } from 'react';
import { useSession } from '../session/use-session.ts';
import { Problem } from '../words/problem.tsx';
import { ApprovalPanel } from './approval-panel.tsx';
import { UnsettledNotice } from './identity/unsettled-notice.tsx';
import { ConfirmStep } from './measures/confirm-step.tsx';
import type { Step } from './measures/describe-step.ts';
import { EmergencyNotice } from './measures/emergency-notice.tsx';
import { PendingMeasureNotice } from './measures/pending-measure.tsx';
import { RebindingNotice } from './measures/rebinding-notice.tsx';
import { StepButtons } from './measures/step-buttons.tsx';
import type { ProposalForm } from './proposal/proposal-form.ts';
import { ProposePanel } from './proposal/propose-panel.tsx';
import { useDecision } from './use-decision.ts';

const titles: Partial<Record<CaseDetail['state'], string>> = {
  second_approval: 'Second approval',
  approved: 'Change it',
  active: 'Change it',
  suspended: 'Change it',
};

export type DecisionPanelProps = {
  detail: CaseDetail;
  form: ProposalForm;
  /** `YYYY-MM-DD`. */
  today: string;
  onChange: (form: ProposalForm) => void;
};

/** What the signed-in person may decide now; which actions those are is the issuer's to say. */
export function DecisionPanel({ detail, form, today, onChange }: DecisionPanelProps) {
  const decision = useDecision(detail);
  const staff = useSession().data?.staff;
  const [step, setStep] = useState<Step>();
  const may = (action: CaseAction) => detail.actions.includes(action);
  const busy = decision.isPending;
  const isSecond = detail.state === 'second_approval';
  const ask = (asked: Step) => {
    decision.reset();
    setStep(asked);
  };

  return (
    <section aria-labelledby="decision-title">
      <Title order={2} size="h3" id="decision-title" mb="sm">
        {titles[detail.state] ?? 'Your decision'}
      </Title>
      <Stack gap="lg">
        {detail.emergency === undefined ? null : <EmergencyNotice emergency={detail.emergency} />}
        <RebindingNotice detail={detail} />
        {detail.measure === undefined ? null : (
          <PendingMeasureNotice
            detail={detail}
            measure={detail.measure}
            staffId={staff?.staffId}
            disabled={busy}
            onStep={ask}
          />
        )}
        <UnsettledNotice detail={detail} />
        {may('start_review') ? (
          <>
            <Text>Nobody has taken this case yet. Start the review to assess it.</Text>
            <Button loading={busy} onClick={() => decision.mutate({ action: 'start_review' })}>
              Start the review
            </Button>
          </>
        ) : null}
        {may('propose') ? (
          <ProposePanel detail={detail} form={form} today={today} decision={decision} onChange={onChange} />
        ) : null}
        {isSecond ? (
          <ApprovalPanel
            detail={detail}
            decision={decision}
            signed={staff?.method === 'passkey'}
            staffId={staff?.staffId}
          />
        ) : null}
        {detail.actions.length === 0 && !isSecond ? (
          <Text c="dimmed">There is nothing for you to decide on this case.</Text>
        ) : null}
        {decision.isError && step === undefined && !isSecond ? <Problem error={decision.error} /> : null}
        <StepButtons detail={detail} disabled={busy} onStep={ask} />
      </Stack>
      <ConfirmStep
        step={step}
        detail={detail}
        decision={decision}
        signed={staff?.method === 'passkey'}
        onClose={() => setStep(undefined)}
      />
    </section>
  );
}
