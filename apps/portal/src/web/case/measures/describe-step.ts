import type { DecisionDraft, Measure } from '@postern/protocol';
import { isolate } from '@postern/ui';
import { describeMeasure } from '../../words/measure-words.ts';

type MeasureStep = { action: 'propose_measure' | 'confirm_measure' | 'withdraw_measure'; measure: Measure };

/** A step that is explained, takes a reason and is then signed. */
export type Step = { action: 'return' | 'emergency_suspend' } | MeasureStep;

export type StepWords = {
  title: string;
  /** Said before the consequences. */
  lead?: string;
  consequences: readonly string[];
  button: string;
  reason: 'required' | 'optional' | 'none';
  isSevere: boolean;
};

/** What a step will do to the person of this name, before it is signed. */
export function describeStep(step: Step, options: { name: string; isEmergency: boolean }): StepWords {
  const name = isolate(options.name);
  if ('measure' in step) return describeMeasureStep(step, options);
  if (step.action === 'return') {
    return {
      title: `Send ${name} back to review?`,
      consequences: ['The proposal and its signatures are void.', 'A new assessment must be proposed and approved.'],
      button: 'Send back',
      reason: 'optional',
      isSevere: true,
    };
  }
  return {
    title: `Suspend the credential of ${name} at once?`,
    consequences: [
      'It acts now, without a second person; new proofs are refused once it is anchored on chain.',
      'Two people must confirm or lift it within 24 hours. It never ends by itself: after that it stands in red on every queue.',
    ],
    button: 'Suspend at once',
    reason: 'required',
    isSevere: true,
  };
}

function describeMeasureStep(step: MeasureStep, options: { name: string; isEmergency: boolean }): StepWords {
  const words = describeMeasure(step.measure, options);
  switch (step.action) {
    case 'propose_measure':
      return {
        title: `Propose to ${words.infinitive}: ${isolate(options.name)}?`,
        lead: 'Nothing changes until a second person confirms it. Then:',
        consequences: words.consequences,
        button: 'Propose',
        reason: 'required',
        isSevere: words.isSevere,
      };
    case 'confirm_measure':
      return {
        title: `${words.confirm}: ${isolate(options.name)}?`,
        consequences: words.consequences,
        button: words.confirm,
        reason: 'none',
        isSevere: words.isSevere,
      };
    case 'withdraw_measure':
      return {
        title: 'Withdraw the proposal?',
        consequences: [`Nobody will ${words.infinitive}.`, 'The proposal and its reason stay in the file.'],
        button: 'Withdraw it',
        reason: 'optional',
        isSevere: false,
      };
  }
}

/** The decision that a step is, with its reason if one was given. */
export function createStepDecision(step: Step, reason: string): DecisionDraft {
  const text = reason.trim();
  return { ...step, ...(text === '' ? {} : { reason: text }) };
}
