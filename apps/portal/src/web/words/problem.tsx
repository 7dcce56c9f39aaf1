import { ErrorState, ProblemNotice } from '@postern/ui';
import { describePasskeyError, staffProblemWords } from './problem-words.ts';

/** An error of a staff page, in the portal's words. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const passkey = describePasskeyError(error);
  if (passkey !== undefined) return <ErrorState {...passkey} />;
  return <ProblemNotice error={error} words={staffProblemWords} {...(onRetry === undefined ? {} : { onRetry })} />;
}
