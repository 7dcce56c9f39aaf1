import { Radio, Stack, Text } from '@mantine/core';
import { type AnswerPart, type ClaimsCandidate, listKeptFacts } from '@postern/holder';
import { Address, ConsentDurations, ConsentList, ConsentLists, ConsentSection, Facts, formatDay } from '@postern/ui';
import type { WalletChain } from '../chain/create-chain-reader.ts';
import classes from './claims-consent.module.css';
import { listDurations } from './list-durations.ts';
import { listEndFacts } from './list-end-facts.ts';
import { listNetworkFacts } from './list-network-facts.ts';
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
      <ConsentSection heading="You show">
        <Text size="sm" c="dimmed" mb={4}>
          From your {nameOf(chosen)}
        </Text>
        {chosen.shown.length === 0 ? (
          <Text>That you have this credential, and whether it is still valid. No fact about you.</Text>
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
      </ConsentSection>
      <ConsentSection heading="You keep">
        {chosen.kept.length === 0 ? (
          <Text c="dimmed">Nothing: this kind of credential is always shown as a whole.</Text>
        ) : (
          <ConsentList kind="keep" sentences={chosen.kept} />
        )}
      </ConsentSection>
    </Stack>
  );
}

type ProofPartProps = {
  host: string;
  part: Extract<AnswerPart, { kind: 'proof' }>;
  /** Those that this wallet knows. */
  networks: readonly Pick<WalletChain, 'chainId' | 'name'>[];
  duration: string | undefined;
  onDuration: (value: string) => void;
};

/** A proof as one of the ways to answer: the sentences that become true, what stays, for how long. */
export function ProofPart({ host, part, networks, duration, onDuration }: ProofPartProps) {
  const { policy, check } = part;
  if (check.state !== 'ready') return null;
  const { account, chainId } = policy.query;
  const keeps = listKeptFacts({
    compiled: policy.compiled,
    activeIssuers: Object.keys(policy.issuerNames).length,
    account,
  });
  const durations = listDurations(check);
  const chosen = duration ?? durations[0]!.value;
  return (
    <Stack gap="lg">
      <ConsentLists proves={policy.sentences} keeps={keeps} />
      <ConsentSection heading="What it is for">
        {account === undefined ? (
          <SessionProofNote host={host} />
        ) : (
          <Text component="div">
            A pass of the account <Address value={account} kind="account" />
          </Text>
        )}
      </ConsentSection>
      <ConsentDurations durations={durations} duration={chosen} onChange={onDuration} />
      <Facts
        facts={[
          ...(account === undefined ? [] : listNetworkFacts({ chains: networks, chainId })),
          ...listEndFacts({ check, expiresAt: Number(chosen), account }),
        ]}
      />
    </Stack>
  );
}
