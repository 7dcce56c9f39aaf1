import { Button, List, Stack } from '@mantine/core';
import type { CredentialCheck } from '@postern/holder';
import { ErrorState, formatMoment } from '@postern/ui';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useApplicationStates } from '../apply/use-application-states.ts';
import { type EndedKind, findEndedKind } from '../credential/describe-ended.ts';

type Unready = Exclude<CredentialCheck, { state: 'ready' }>;

type Words = { title: string; meaning: string; remedy: string };

const revokedWords: Readonly<Record<EndedKind, Words>> = {
  paused: {
    title: 'The bank paused your credential',
    meaning: 'No gate accepts a proof from it for now. Nothing was sent.',
    remedy: 'Ask your bank why, and when the pause ends.',
  },
  ended: {
    title: 'The bank ended your credential',
    meaning: 'No gate accepts a proof from it any more. Nothing was sent.',
    remedy: 'Ask your bank why, and whether you can have a new one.',
  },
  unknown: {
    title: 'Your credential does not count now',
    meaning: 'The bank ended or paused it. No gate accepts a proof from it. Nothing was sent.',
    remedy: 'Ask your bank which it is, and why.',
  },
};

const listWords: Readonly<Record<'unreachable' | 'outdated', Words>> = {
  unreachable: {
    title: "The bank's list could not be loaded",
    meaning: 'Without it nobody can tell whether your credential still counts. Nothing was sent.',
    remedy: 'Check your connection and try again.',
  },
  outdated: {
    title: "The bank's list and the chain do not agree yet",
    meaning: 'The chain names a newer list than the bank gives out, so no proof would be accepted. Nothing was sent.',
    remedy: 'Try again in a minute. If it stays, tell your bank.',
  },
};

const words: Readonly<Record<Exclude<Unready['state'], 'revoked' | 'status_unknown'>, Words>> = {
  policy_not_met: {
    title: 'You cannot pass this gate',
    meaning: 'This is what the rule asks and your credential does not say:',
    remedy: 'Nothing was sent. If a fact about you has changed, ask your bank for a new credential.',
  },
  expired: {
    title: 'Your credential has run out',
    meaning: 'It is not valid long enough for this gate. Nothing was sent.',
    remedy: 'Ask your bank for a new one.',
  },
  no_credential: {
    title: 'You need a credential first',
    meaning: 'This gate asks for a check by a bank, and there is none in your wallet yet.',
    remedy: 'Apply at a bank, then come back to the site.',
  },
  issuer_not_trusted: {
    title: 'This gate does not know your bank',
    meaning: 'Your bank is not, or no longer, in the registry of accepted banks. Nothing was sent.',
    remedy: 'Ask your bank.',
  },
  pass_outlasts: {
    title: 'Your pass already lasts longer',
    meaning:
      'A new one would end sooner than the one that this account has, because your credential ends. Nothing was sent.',
    remedy: 'Keep your pass. For a longer one, renew your credential first.',
  },
};

/** Why the wallet will not prove, with the one thing to do now. */
export function Refusal({
  check,
  host,
  onRetry,
  decline,
}: {
  check: Unready;
  host: string;
  onRetry: () => void;
  decline: ReactNode;
}) {
  const navigate = useNavigate();
  const states = useApplicationStates();
  const { title, meaning, remedy } =
    check.state === 'revoked'
      ? revokedWords[findEndedKind({ states, issuer: undefined })]
      : check.state === 'status_unknown'
        ? listWords[check.why]
        : words[check.state];
  return (
    <Stack gap="lg">
      <ErrorState
        title={title}
        meaning={
          check.state === 'policy_not_met' ? (
            <>
              {meaning}
              <List mt={6} mb={6}>
                {check.failed.map((sentence) => (
                  <List.Item key={sentence}>{sentence}</List.Item>
                ))}
              </List>
            </>
          ) : check.state === 'pass_outlasts' ? (
            `It counts until ${formatMoment({ at: check.presentEnd })}. ${meaning}`
          ) : (
            meaning
          )
        }
        remedy={remedy}
        action={
          check.state === 'no_credential' ? (
            <Button onClick={() => void navigate('/apply')}>Apply at a bank</Button>
          ) : check.state === 'status_unknown' ? (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          ) : undefined
        }
        reference={`${check.state} · ${host}`}
      />
      {decline}
    </Stack>
  );
}
