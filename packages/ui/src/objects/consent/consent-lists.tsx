import classes from './consent.module.css';
import { ConsentList } from './consent-list.tsx';
import { ConsentSection } from './consent-section.tsx';

export type ConsentListsProps = {
  /** Plain sentences that the proof makes true: "You are at least 18". */
  proves: readonly string[];
  /** What stays hidden: "Your name". */
  keeps: readonly string[];
};

/** Exactly two lists: what you prove, what you keep. */
export function ConsentLists({ proves, keeps }: ConsentListsProps) {
  return (
    <div className={classes.lists}>
      <ConsentSection heading="You prove">
        <ConsentList kind="prove" sentences={proves} />
      </ConsentSection>
      <ConsentSection heading="You keep">
        <ConsentList kind="keep" sentences={keeps} />
      </ConsentSection>
    </div>
  );
}
