import type { ReactNode } from 'react';
import { type ConsentDuration, ConsentDurations } from './consent-durations.tsx';
import { ConsentFrame, type ConsentFrameProps } from './consent-frame.tsx';
import { ConsentLists, type ConsentListsProps } from './consent-lists.tsx';
import { ConsentWarnings } from './consent-warnings.tsx';

export type ConsentSheetProps = ConsentListsProps &
  Pick<ConsentFrameProps, 'host' | 'name' | 'doubt' | 'testData' | 'onAccept' | 'onRefuse' | 'acceptDelay'> & {
    warnings?: readonly string[];
    durations?: readonly ConsentDuration[];
    duration?: string;
    onDurationChange?: (value: string) => void;
    /** Facts under the lists, for instance the account that will be admitted. */
    children?: ReactNode;
  };

/** The consent sheet: who asks, exactly two lists (what you prove, what you keep), for how long, two equal buttons. */
export function ConsentSheet(props: ConsentSheetProps) {
  const { proves, keeps, warnings = [], durations = [], duration, onDurationChange, children, ...frame } = props;
  return (
    <ConsentFrame {...frame} acceptLabel="Prove" asks="asks for a proof">
      <ConsentLists proves={proves} keeps={keeps} />
      <ConsentWarnings warnings={warnings} />
      {durations.length === 0 ? null : (
        <ConsentDurations durations={durations} duration={duration} onChange={(value) => onDurationChange?.(value)} />
      )}
      {children}
    </ConsentFrame>
  );
}
