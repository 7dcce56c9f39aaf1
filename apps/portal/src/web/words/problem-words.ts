import type { ProblemWords } from '@postern/ui';

/** Refusals that the issuer gives to staff, said in full: what happened, what it means, what to do. */
export const staffProblemWords: Readonly<Record<string, ProblemWords>> = {
  ERR_CASE_SAME_APPROVER: {
    title: 'The same person cannot propose and approve',
    meaning: 'You proposed this case, so your approval does not count. Nothing was changed.',
    remedy: 'Ask a colleague with the approver role to sign in and approve it.',
  },
  ERR_CASE_TRANSITION: {
    title: 'The case has moved on',
    meaning: 'Somebody else decided while this page was open. Your decision was not recorded.',
    remedy: 'Read the case as it stands now and decide again if it is still yours to decide.',
  },
  ERR_CASE_ROLE: {
    title: 'Your role does not allow this decision',
    meaning: 'Nothing was changed.',
    remedy: 'Ask a colleague with the right role.',
  },
  ERR_CASE_NOT_FOUND: {
    title: 'There is no such case',
    remedy: 'Go back to the work queue and open it from there.',
  },
  ERR_CASE_DECISION_CHANGED: {
    title: 'The decision changed while you signed it',
    meaning: 'The signature covers another text than the one that arrived. Nothing was recorded.',
    remedy: 'Check the assessment and sign again.',
  },
  ERR_STAFF_NOT_SIGNED_IN: {
    title: 'You are signed out',
    meaning: 'Nothing was changed.',
    remedy: 'Sign in again and repeat the step.',
  },
};

/** What the browser said when a passkey could not be used. */
export function describePasskeyError(error: unknown): ProblemWords | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') {
    return {
      title: 'The passkey was not used',
      meaning: 'The request was closed or took too long. Nothing was changed.',
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
