import { Mark } from '../brand/mark.tsx';
import { TestMark } from '../parts/test-mark.tsx';
import classes from './credential-card.module.css';

export type CredentialCardProps = {
  /** The bank that checked the person. */
  issuerName: string;
  /** What the credential is, in the reader's words: "Identity check". */
  title: string;
  /** The person; any script. Hidden parts are the caller's choice. */
  holderName: string;
  /** Up to three short facts under the name. */
  facts?: readonly { label: string; value: string }[];
  /** "Valid until 30 June 2027". */
  validity: string;
  state?: 'valid' | 'suspended' | 'ended';
  /** One sentence when the state is not valid: "The bank ended this credential on 3 May." */
  stateText?: string;
  /** Marks a credential of a made-up person (flag 12 of the seal). */
  testData?: boolean;
};

/** The card in the wallet: a solid block with the arch cut into it and one stroke of light, which goes out when the card ends. */
export function CredentialCard(props: CredentialCardProps) {
  const { issuerName, title, holderName, facts = [], validity, state = 'valid', stateText, testData = false } = props;
  return (
    <article className={classes.root} data-state={state} aria-label={`${title}, ${issuerName}`}>
      <svg className={classes.gate} viewBox="0 0 120 160" aria-hidden="true">
        <path className={classes.opening} d="M0 160V60a60 60 0 0 1 120 0v100z" />
        <path className={classes.light} d="M57 62h6v98h-6z" />
      </svg>
      <header className={classes.header}>
        <span className={classes.issuer}>
          {issuerName}
          {testData ? <TestMark /> : null}
        </span>
        <span className={classes.mark}>
          <Mark size={22} />
        </span>
      </header>
      <div className={classes.body}>
        <span className={classes.title}>{title}</span>
        <span className={classes.name} dir="auto">
          {holderName}
        </span>
        {facts.length === 0 ? null : (
          <dl className={classes.facts}>
            {facts.map((fact) => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <footer className={classes.footer}>
        <span>{state === 'valid' ? validity : (stateText ?? validity)}</span>
      </footer>
    </article>
  );
}
