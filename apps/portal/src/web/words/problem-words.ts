import type { ProblemWords } from '@postern/ui';

const movedOn: ProblemWords = {
  title: 'The case has moved on',
  meaning: 'Somebody else decided while this page was open. Your decision was not recorded.',
  remedy: 'Read the case as it stands now, and decide again if it is still yours to decide.',
};

const changedWhileSigning: ProblemWords = {
  title: 'The decision changed while you signed it',
  meaning: 'The signature covers another text than the one that arrived. Nothing was recorded.',
  remedy: 'Check the assessment and sign again.',
};

/** Refusals that the issuer gives to staff, said in full: what happened, what it means, what to do. */
export const staffProblemWords: Readonly<Record<string, ProblemWords>> = {
  ERR_CASE_SAME_APPROVER: {
    title: 'The same person cannot propose and approve',
    meaning: 'You proposed this yourself, so your second signature does not count. Nothing was changed.',
    remedy: 'Ask a colleague with the approver role to sign in and look at it.',
  },
  ERR_CASE_ROLE: {
    title: 'Your role does not allow this decision',
    meaning: 'Nothing was changed.',
    remedy: 'Ask a colleague with the right role.',
  },
  ERR_CASE_TRANSITION: movedOn,
  ERR_CASE_CHANGED: movedOn,
  ERR_CASE_APPROVAL_VOID: {
    title: 'The proposal no longer holds',
    meaning: 'The file changed after it was proposed, so that signature is void. Nothing was approved.',
    remedy: 'Send the case back to review and propose it anew.',
  },
  ERR_CASE_BLOCKED: {
    title: 'Something stands in the way of this approval',
    meaning: 'A finding is missing, the document is out of date, or the applicant is a minor. Nothing was recorded.',
    remedy: 'The case names what it is. Mend it, or make an exception that both people sign.',
  },
  ERR_ASSESSMENT_EVIDENCE: {
    title: 'The evidence does not carry a finding',
    meaning: 'It does not fit the finding, how you met the person, or the day. Nothing was proposed.',
    remedy: 'Look through the findings again: each rests on evidence that was seen, today at the latest.',
  },
  ERR_IDENTITY_UNANSWERED: {
    title: "A file that may be the same person's has no answer",
    meaning: 'Nothing was proposed.',
    remedy: 'Compare the files side by side and say of each whether it is the same person.',
  },
  ERR_IDENTITY_CHANGED: {
    title: "Other files that may be the same person's have changed",
    meaning: 'What stands there now is not what the answers were about. Nothing was recorded.',
    remedy: 'Compare the files as they are now. If the case was proposed already, send it back to review.',
  },
  ERR_IDENTITY_REASON: {
    title: 'The reason for “another person” is missing',
    meaning: 'Two files state the same document. Nothing was proposed.',
    remedy: 'Write how one document can belong to two people, in ten characters or more.',
  },
  ERR_MEASURE_MISSING: {
    title: 'The proposal does not say what to do',
    meaning: 'Nothing was recorded.',
    remedy: 'Choose the step again.',
  },
  ERR_MEASURE_PENDING: {
    title: 'Another proposal waits for its second person',
    meaning: 'Nothing was recorded.',
    remedy: 'Confirm or withdraw it first.',
  },
  ERR_MEASURE_REASON: {
    title: 'The reason is missing',
    meaning: 'Nothing was recorded.',
    remedy: 'Say in a few words why; the reason stays in the bank.',
  },
  ERR_STAFF_STEP_UP: {
    title: 'This step was not confirmed with your passkey',
    meaning: 'The confirmation is missing, too old, or was for another step. Nothing was changed.',
    remedy: 'Try again, and confirm with the passkey that you sign in with.',
  },
  ERR_STAFF_PASSKEY: {
    title: 'This passkey cannot be changed',
    meaning: 'It is your last one, not yours, or you have as many as you can have. Nothing was changed.',
    remedy: 'Add another passkey before you remove the last one.',
  },
  ERR_STAFF_MEMBER: {
    title: 'There is no such member of staff any more',
    remedy: 'Reload the page.',
  },
  ERR_TENANT_KEY: {
    title: 'This key cannot be revoked now',
    meaning: 'It is revoked already, nobody proposed it, or the proposal is older than a day. Nothing was changed.',
    remedy: 'Reload the page and propose it again if it is needed.',
  },
  ERR_CASE_UNREADABLE: {
    title: 'This file cannot be opened',
    meaning: 'What is stored of it was damaged, moved or changed. Other files are not concerned.',
    remedy: 'Pass the number of the case on to whoever runs the bank’s systems.',
  },
  ERR_CASE_UNKNOWN: {
    title: 'There is no such case',
    remedy: 'Go back to the work queue and open it from there.',
  },
  ERR_DECISION_ASSESSMENT_MISSING: {
    title: 'The assessment is missing',
    meaning: 'Nothing was proposed.',
    remedy: 'Fill in the assessment and propose again.',
  },
  ERR_DECISION_ASSESSMENT_CHANGED: changedWhileSigning,
  ERR_DECISION_MISMATCH: changedWhileSigning,
  ERR_DECISION_UNKNOWN: {
    title: 'The decision waited too long for its signature',
    meaning: 'Nothing was recorded.',
    remedy: 'Decide again and confirm with your passkey straight away.',
  },
  ERR_DECISION_SIGNATURE: {
    title: 'The passkey signature does not fit this decision',
    meaning: 'Nothing was recorded.',
    remedy: 'Decide again with the passkey that you signed in with.',
  },
  ERR_STAFF_SESSION: {
    title: 'You are signed out',
    meaning: 'Nothing was changed.',
    remedy: 'Sign in again and repeat the step.',
  },
  ERR_STAFF_SIGN_IN: {
    title: 'The sign-in was not accepted',
    meaning: 'The bank did not take this passkey: it may not know it, or the request took too long.',
    remedy: 'Try again. If this device is new, open the one-time link that you were given first.',
  },
  ERR_STAFF_ENROLMENT: {
    title: 'This one-time link does not work any more',
    meaning: 'It was used already, or its time has passed. No passkey was enrolled.',
    remedy: 'Sign in if you have enrolled already; otherwise ask for a new link.',
  },
  ERR_STAFF_DEMO_DISABLED: {
    title: 'The demo sign-in is switched off',
    meaning: 'It exists on a local chain only.',
    remedy: 'Sign in with your passkey.',
  },
};

/** What the browser said when a passkey could not be used. */
export function describePasskeyError(error: unknown): ProblemWords | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') {
    return {
      title: 'The passkey was not used',
      meaning: 'The request was closed or took too long. Nothing was signed.',
      remedy: 'Try again, and confirm on your device when it asks.',
    };
  }
  if (error.name === 'InvalidStateError') {
    return {
      title: 'This device already has a passkey for you',
      meaning: 'No second one is needed here.',
      remedy: 'Go to the sign-in page and use it.',
    };
  }
  if (error.name === 'SecurityError') {
    return {
      title: 'Passkeys do not work at this address',
      meaning: 'The browser allows them on https pages and on localhost only.',
      remedy: 'Open the portal under the address that the launcher printed.',
    };
  }
  return undefined;
}
