import { type Channel, deriveFacts, type Finding } from '@postern/protocol';
import {
  assuranceReasonWords,
  assuranceWords,
  diligenceReasonWords,
  diligenceWords,
  flagWords,
} from '../../words/assessment-words.ts';
import classes from '../statements.module.css';

export type DerivedFactsProps = { channel: Channel; findings: readonly Pick<Finding, 'subject' | 'evidence'>[] };

/** What the credential will say of the check, and why. */
export function DerivedFacts({ channel, findings }: DerivedFactsProps) {
  const { assurance, assuranceReason, diligence, diligenceReason, flags } = deriveFacts({ channel, findings });
  return (
    <ul className={classes.list}>
      <li>
        <span className={classes.subject}>Assurance: {assuranceWords[assurance].toLowerCase()}</span>
        <span className={classes.note}>because {assuranceReasonWords[assuranceReason]}</span>
      </li>
      <li>
        <span className={classes.subject}>Diligence: {diligenceWords[diligence].toLowerCase()}</span>
        <span className={classes.note}>because {diligenceReasonWords[diligenceReason]}</span>
      </li>
      <li>
        <span className={classes.subject}>The credential also says</span>
        <span className={classes.note}>
          {flags.length === 0 ? 'Nothing more' : flags.map((flag) => flagWords[flag]).join(' · ')}
        </span>
      </li>
    </ul>
  );
}
