import { Radio, Stack, Text } from '@mantine/core';
import { type AnswerPart, type ClaimsCandidate, listKeptFacts } from '@postern/holder';
import { Address, formatDay } from '@postern/ui';
import classes from './claims-consent.module.css';
import { SessionProofNote } from './session-proof-note.tsx';
import { showValue } from './show-value.ts';

type ClaimsPartProps = {
  part: Extract<AnswerPart, { kind: 'claims' }>;
  chosen: ClaimsCandidate;
  onChoose: (candidate: ClaimsCandidate) => void;
};

/** One credential: from whom, exactly what is read off it, and what stays; which one, where several would do. */
export function ClaimsPart({ part, chosen, onChoose }: ClaimsPartProps) {
  const nameOf = ({ credential, document }: ClaimsCandidate) => `${document.name}, ${credential.issuer.name}`;
  const keyOf = ({ credential, document }: ClaimsCandidate) => `${credential.id} ${document.configurationId}`;
  return (
    <Stack gap="lg">
      {part.candidates.length < 2 ? null : (
        <Radio.Group
          label="Which one"
          value={keyOf(chosen)}
          onChange={(key) => onChoose(part.candidates.find((candidate) => keyOf(candidate) === key) ?? chosen)}
        >
          <div className={classes.ways}>
            {part.candidates.map((candidate) => (
              <Radio.Card key={keyOf(candidate)} value={keyOf(candidate)} className={classes.way}>
                <Text fw={560}>{nameOf(candidate)}</Text>
                <Text size="sm" c="dimmed">
                  received {formatDay({ at: candidate.credential.receivedAt })}
                </Text>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}
      <section>
        <h2 className={classes.heading}>You show</h2>
        <Text size="sm" c="dimmed" mb={4}>
          From your {nameOf(chosen)}
        </Text>
        {chosen.shown.length === 0 ? (
          <Text>That you have this credential, and that it is valid. No fact about you.</Text>
        ) : (
          <dl className={classes.shown}>
            {chosen.shown.map((claim) => (
              <div key={claim.path.join(' ')}>
                <dt>{claim.label}</dt>
                <dd dir="auto">{showValue(claim)}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section>
        <h2 className={classes.heading}>You keep</h2>
        {chosen.kept.length === 0 ? (
          <Text c="dimmed">Nothing: this kind of credential is always shown as a whole.</Text>
        ) : (
          <ul className={classes.kept}>
            {chosen.kept.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        )}
      </section>
    </Stack>
  );
}

type ProofPartProps = {
  host: string;
  part: Extract<AnswerPart, { kind: 'proof' }>;
  duration: string | undefined;
  onDuration: (value: string) => void;
};

/** A proof as one of the ways to answer: the sentences that become true, what stays, for how long. */
export function ProofPart({ host, part, duration, onDuration }: ProofPartProps) {
  const { policy, check } = part;
  if (check.state !== 'ready') return null;
  const keeps = listKeptFacts({
    compiled: policy.compiled,
    activeIssuers: Object.keys(policy.issuerNames).length,
    account: policy.query.account,
  });
  return (
    <Stack gap="lg">
      <section>
        <h2 className={classes.heading}>You prove</h2>
        <ul className={classes.kept} style={{ color: 'inherit' }}>
          {policy.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={classes.heading}>You keep</h2>
        <ul className={classes.kept}>
          {keeps.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={classes.heading}>What it is for</h2>
        {policy.query.account === undefined ? (
          <SessionProofNote host={host} />
        ) : (
          <Text component="div">
            A pass of the account <Address value={policy.query.account} kind="account" />
          </Text>
        )}
      </section>
      <Radio.Group label="For how long" value={duration ?? String(check.durations[0]?.expiresAt)} onChange={onDuration}>
        <div className={classes.durations}>
          {check.durations.map(({ days, expiresAt }) => (
            <Radio.Card key={expiresAt} value={String(expiresAt)} className={classes.duration}>
              {days === 1 ? '1 day' : `${days} days`}
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </Stack>
  );
}
