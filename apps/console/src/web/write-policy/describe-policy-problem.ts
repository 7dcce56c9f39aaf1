import { ApiProblemError, type ProblemWords } from '@postern/ui';
import { POLICY_PROBLEM_WORDS } from './policy-problem-words.ts';

/** The words of each code, naming the part that the compiler stumbled on. */
export function describePolicyProblem(error: unknown): Readonly<Record<string, ProblemWords>> {
  if (!(error instanceof ApiProblemError)) return POLICY_PROBLEM_WORDS;
  const known = POLICY_PROBLEM_WORDS[error.code];
  const { at, part, flag, country } = error.details;
  const where = [at === '' ? undefined : (at ?? part), flag ?? country].filter((each) => each !== undefined).join(', ');
  if (known === undefined || where === '') return POLICY_PROBLEM_WORDS;
  const meaning = [`It is about “${where}”.`, known.meaning].filter((each) => each !== undefined).join(' ');
  return { ...POLICY_PROBLEM_WORDS, [error.code]: { ...known, meaning } };
}
