import { ErrorState } from '@postern/ui';
import type { ReactNode } from 'react';
import { type ErrorWords, wordsOf } from '../words/error-words.ts';

export type FailureProps = {
  error: unknown;
  action?: ReactNode;
  /** By code: what it means here, where that is not what it means elsewhere. */
  words?: Readonly<Record<string, ErrorWords>>;
};

/** An error in three plain sentences. */
export function Failure({ error, action, words = {} }: FailureProps) {
  const general = wordsOf(error);
  const { code } = general;
  const { title, meaning, remedy } = words[code] ?? general;
  return <ErrorState title={title} meaning={meaning} remedy={remedy} action={action} reference={code} />;
}
