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
  const { title, meaning, remedy, code } = wordsOf(error, words);
  return <ErrorState title={title} meaning={meaning} remedy={remedy} action={action} reference={code} />;
}
