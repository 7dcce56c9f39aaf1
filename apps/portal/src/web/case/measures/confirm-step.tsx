import { Modal, Stack, Text, Textarea } from '@mantine/core';
import type { CaseDetail, Measure } from '@postern/protocol';
import { useState } from 'react';
import { EffectTimes } from '../effect-times.tsx';
import { SignButtons } from '../sign-buttons.tsx';
import type { Decision } from '../use-decision.ts';
import { createStepDecision, describeStep, type Step } from './describe-step.ts';

/** Shortest reason that the issuer takes. */
const MIN_REASON = 3;

export type ConfirmStepProps = {
  step: Step | undefined;
  detail: CaseDetail;
  decision: Decision;
  /** Whether a passkey will sign it (not with the demo sign-in). */
  signed: boolean;
  onClose: () => void;
};

/** Measures that a step puts into effect now; a proposal has none yet. */
function listEffects(step: Step | undefined): Measure[] {
  if (step?.action === 'emergency_suspend') return ['suspend'];
  return step?.action === 'confirm_measure' ? [step.measure] : [];
}

/** Says what a step will do, takes the reason for the file, and only then signs. */
export function ConfirmStep({ step, detail, decision, signed, onClose }: ConfirmStepProps) {
  const [reason, setReason] = useState('');
  const words =
    step === undefined
      ? undefined
      : describeStep(step, { name: detail.displayName, isEmergency: detail.emergency !== undefined });
  const lacksReason = words?.reason === 'required' && reason.trim().length < MIN_REASON;
  const close = () => {
    setReason('');
    onClose();
  };
  const confirm = () => {
    if (step !== undefined) decision.mutate(createStepDecision(step, reason), { onSuccess: close });
  };
  return (
    <Modal
      opened={words !== undefined}
      onClose={close}
      title={<span style={{ overflowWrap: 'anywhere' }}>{words?.title}</span>}
      size="md"
    >
      {words === undefined ? null : (
        <Stack>
          {words.lead === undefined ? null : <Text>{words.lead}</Text>}
          <ul style={{ margin: 0, paddingInlineStart: '1.1rem' }}>
            {words.consequences.map((consequence) => (
              <li key={consequence}>{consequence}</li>
            ))}
          </ul>
          <EffectTimes measures={listEffects(step)} />
          {step?.action === 'confirm_measure' && detail.measure !== undefined ? (
            <Text style={{ overflowWrap: 'anywhere' }}>
              {detail.measure.proposedBy.name} gives this reason: <bdi>{detail.measure.reason}</bdi>
            </Text>
          ) : null}
          {words.reason === 'none' ? null : (
            <Textarea
              label="Reason, for the bank's file"
              description={words.reason === 'required' ? 'Required. Stays in the bank' : 'Stays in the bank'}
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
          )}
          <SignButtons
            decision={decision}
            signed={signed}
            label={words.button}
            cancelLabel="Keep as it is"
            isSevere={words.isSevere}
            disabled={lacksReason}
            onSign={confirm}
            onCancel={close}
          />
        </Stack>
      )}
    </Modal>
  );
}
