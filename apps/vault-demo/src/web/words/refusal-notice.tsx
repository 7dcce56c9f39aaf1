import { ErrorState } from '@postern/ui';
import type { ReactNode } from 'react';
import type { Refusal } from './explain-refusal.ts';

/** A contract's refusal in three sentences, with its name for whoever looks it up. */
export function RefusalNotice({ refusal, action }: { refusal: Refusal; action?: ReactNode }) {
  const { code, title, meaning, remedy } = refusal;
  return <ErrorState title={title} meaning={meaning} remedy={remedy} action={action} reference={code} />;
}
