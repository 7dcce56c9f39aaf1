import { Button } from '@mantine/core';
import { ErrorState } from '../parts/error-state.tsx';
import { ApiProblemError } from './api-problem-error.ts';

/** What happened, what it means, what to do: for one error code. */
export type ProblemWords = { title: string; meaning?: string; remedy?: string };

export type ProblemNoticeProps = {
  /** Whatever was thrown. */
  error: unknown;
  /** Words of this page for the codes it knows; others get general words and the service's own detail. */
  words?: Readonly<Record<string, ProblemWords>>;
  onRetry?: () => void;
};

const commonWords: Readonly<Record<string, ProblemWords>> = {
  ERR_API_UNREACHABLE: {
    title: 'The service did not answer',
    meaning: 'What you sent may or may not have arrived.',
    remedy: 'Check that it is running and that you are online, then try again.',
  },
  ERR_UPSTREAM_UNREACHABLE: {
    title: 'The service behind this page did not answer',
    meaning: 'What you sent may or may not have arrived there.',
    remedy: 'Wait a moment and try again.',
  },
  ERR_DATABASE_UNAVAILABLE: {
    title: 'The service is interrupted',
    meaning: 'It cannot reach its own records. Whether the last step was kept is not known.',
    remedy: 'Wait a moment, look again, and repeat the step only if it is missing.',
  },
  ERR_CHAIN_UNREACHABLE: {
    title: 'The network did not answer',
    meaning: 'The blockchain that this service reads cannot be reached.',
    remedy: 'Wait a moment and try again.',
  },
  ERR_RATE_LIMITED: {
    title: 'Too many attempts in a short time',
    meaning: 'This one was not looked at.',
    remedy: 'Wait a minute and try again.',
  },
  ERR_API_RESPONSE_INVALID: {
    title: 'The service gave an answer this page cannot read',
    remedy: 'Reload the page. If it stays, the page and the service are of different versions.',
  },
};

/** Renders problem+json (or anything thrown) in three sentences, with the code and the request id for support. */
export function ProblemNotice({ error, words = {}, onRetry }: ProblemNoticeProps) {
  const problem = error instanceof ApiProblemError ? error : undefined;
  const known = problem === undefined ? undefined : (words[problem.code] ?? commonWords[problem.code]);
  const title = known?.title ?? generalTitle(problem);
  const meaning = known === undefined ? problem?.detail : known.meaning;
  const remedy =
    known === undefined
      ? 'Try again. If it stays, pass the reference below to whoever runs this service.'
      : known.remedy;
  const reference = problem === undefined ? undefined : [problem.code, problem.requestId].filter(Boolean).join(' · ');
  return (
    <ErrorState
      title={title}
      meaning={meaning}
      remedy={remedy}
      reference={reference}
      action={
        onRetry === undefined ? undefined : (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
}

function generalTitle(problem: ApiProblemError | undefined): string {
  if (problem === undefined) return 'Something went wrong on this page';
  return problem.status >= 500 ? 'The service failed' : 'The service refused this';
}
