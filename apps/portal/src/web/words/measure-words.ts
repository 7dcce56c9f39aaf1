import type { Measure } from '@postern/protocol';

export type MeasureWords = {
  /** On the button that proposes it. */
  label: string;
  /** Goes on after "proposes to" and "Propose to". */
  infinitive: string;
  consequences: readonly string[];
  /** On the button of the second person. */
  confirm: string;
  /** Said once the second person has confirmed. */
  done: string;
  /** It takes something from the person. */
  isSevere: boolean;
};

const onceAnchored = 'New proofs and renewals are refused once the change is anchored on chain.';
const passesGoOn = 'Passes that protocols already gave end at their own date; you cannot see which there are.';

const words: Readonly<Record<Measure, MeasureWords>> = {
  reject: {
    label: 'Reject',
    infinitive: 'reject the application',
    consequences: [
      'No credential is issued.',
      'The applicant sees that the bank did not approve, not why.',
      'This case cannot be reopened.',
    ],
    confirm: 'Reject',
    done: 'The application is rejected.',
    isSevere: true,
  },
  suspend: {
    label: 'Suspend',
    infinitive: 'suspend the credential',
    consequences: [onceAnchored, passesGoOn, 'Two people can reinstate it later.'],
    confirm: 'Suspend',
    done: 'The credential is suspended.',
    isSevere: true,
  },
  reinstate: {
    label: 'Reinstate',
    infinitive: 'reinstate the credential',
    consequences: ['Once the change is anchored on chain, the holder can prove and renew again.'],
    confirm: 'Reinstate',
    done: 'The credential is valid again.',
    isSevere: false,
  },
  revoke: {
    label: 'Revoke',
    infinitive: 'revoke the credential for ever',
    consequences: [
      'It can never be reinstated; the person would have to apply again.',
      onceAnchored,
      passesGoOn,
      'No reason leaves the bank.',
    ],
    confirm: 'Revoke for ever',
    done: 'The credential is revoked.',
    isSevere: true,
  },
  separate: {
    label: 'Undo “same person”',
    infinitive: 'separate this file from the others of the person',
    consequences: [
      'This file is a person of its own again, and so are the others.',
      'What was revoked stays revoked: whoever lost a credential by the mistake is issued a new one.',
      'Every file concerned says so.',
    ],
    confirm: 'Separate the files',
    done: 'The files are separate again.',
    isSevere: true,
  },
  rebind: {
    label: 'Offer it to another wallet',
    infinitive: 'offer the credential to another wallet',
    consequences: [
      'A new offer opens that another wallet can take.',
      'When another wallet takes it, what the present wallet holds is suspended first, and its holder is told.',
    ],
    confirm: 'Offer it to another wallet',
    done: 'The offer to another wallet is open.',
    isSevere: true,
  },
};

/** Under an emergency, suspending confirms it and reinstating lifts it. */
const emergencyWords: Partial<Record<Measure, Partial<MeasureWords>>> = {
  suspend: {
    label: 'Confirm the suspension',
    infinitive: 'confirm the emergency suspension',
    consequences: ['The credential stays suspended, by the word of two people.', 'Two people can reinstate it later.'],
    confirm: 'Confirm the suspension',
    done: 'The suspension is confirmed.',
  },
  reinstate: {
    label: 'Lift the emergency',
    infinitive: 'lift the emergency suspension',
    confirm: 'Lift the emergency',
  },
};

/** A measure in words; `isEmergency` where one person suspended and two have not looked yet. */
export function describeMeasure(measure: Measure, options: { isEmergency: boolean }): MeasureWords {
  return { ...words[measure], ...(options.isEmergency ? emergencyWords[measure] : {}) };
}
