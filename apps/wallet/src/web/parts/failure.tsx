import { ErrorState } from '@postern/ui';
import type { ReactNode } from 'react';
import { wordsOf } from '../words/error-words.ts';

/** An error in three plain sentences. */
export function Failure({ error, action }: { error: unknown; action?: ReactNode }) {
  const { title, meaning, remedy, code } = wordsOf(error);
  return <ErrorState title={title} meaning={meaning} remedy={remedy} action={action} reference={code} />;
}
