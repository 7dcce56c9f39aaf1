import { Anchor, Button, Center, Stack, Text, Title } from '@mantine/core';
import {
  type Answer,
  answerRequest,
  assertUrlAllowed,
  type CredentialCheck,
  declineRequest,
  ensureHolderSecret,
  keepGrant,
} from '@postern/holder';
import { Address, ConsentSheet, Facts, formatDay, GateOpening, LoadingShape, StepProgress } from '@postern/ui';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { type PresentStep, Proving } from './proving.tsx';
import { Refusal } from './refusal.tsx';
import { checkNow, type ConsentFacts, useRequest } from './use-request.ts';

/** A site's request: who asks, what is proven, what stays hidden, for how long; then the proof. */
export function PresentPage() {
  const { search } = useLocation();
  const request = useRequest(search);
  if (request.isError) return <Failure error={request.error} />;
  if (request.data === undefined || request.isFetching) {
    return (
      <Stack gap="lg">
        <StepProgress
          label="Checking the request"
          steps={[
            { key: 'check', label: 'Checking who asks, the rule on chain, and your credential', state: 'running' },
          ]}
        />
        <LoadingShape count={5} label="Checking the request" />
      </Stack>
    );
  }
  return <Consent facts={request.data} onRetry={() => void request.refetch()} />;
}

/** A statement is about a moment; after this long the page looks at chain and lists again before it proves. */
const STALE_SECONDS = 120;

type Outcome = { kind: 'answered'; answer: Answer } | { kind: 'declined'; redirectUri: string | undefined };

function Consent({ facts, onRetry }: { facts: ConsentFacts; onRetry: () => void }) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const [step, setStep] = useState<PresentStep>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<unknown>();
  const [isStopped, setIsStopped] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const cancel = useRef<AbortController>(undefined);
  const { request, policy, check } = facts;

  const accept = async (ready: Extract<CredentialCheck, { state: 'ready' }>, expiresAt: number) => {
    const controller = new AbortController();
    cancel.current = controller;
    setError(undefined);
    setIsStopped(false);
    setStep('load');
    try {
      const isStale = services.clock.now() - facts.checkedAt > STALE_SECONDS;
      const current = isStale ? await checkNow({ services, vault, policy }) : ready;
      if (current.state !== 'ready') return onRetry();
      const answer = await answerRequest({
        request,
        policy,
        ready: current,
        expiresAt,
        holderSecret: await ensureHolderSecret({ vault, random: services.random }),
        http: services.http,
        prove: (inputs) => services.prove({ inputs, onProgress: setStep, signal: controller.signal }),
        remember: (grant) => keepGrant(vault, grant),
      });
      announce();
      setOutcome({ kind: 'answered', answer });
    } catch (thrown) {
      if (controller.signal.aborted) setIsStopped(true);
      else setError(thrown);
    } finally {
      setStep(undefined);
    }
  };
  const decline = async () => {
    const redirectUri = await declineRequest({ request, http: services.http }).catch(() => undefined);
    setOutcome({ kind: 'declined', redirectUri });
  };

  if (outcome !== undefined) return <Done outcome={outcome} host={request.host} />;
  if (step !== undefined) return <Proving host={request.host} step={step} onCancel={() => cancel.current?.abort()} />;
  if (check.state !== 'ready') {
    const button = (
      <Button variant="subtle" color="gray" onClick={() => void decline()}>
        Tell the site that you do not answer
      </Button>
    );
    return <Refusal check={check} host={request.host} onRetry={onRetry} decline={button} />;
  }
  const expiresAt = Number(chosen ?? check.durations[0]!.expiresAt);
  return (
    <Stack gap="lg">
      {error === undefined ? null : (
        <Failure
          error={error}
          action={
            <Button size="xs" variant="default" onClick={onRetry}>
              Check the request again
            </Button>
          }
        />
      )}
      {isStopped ? <Text component="output">You stopped. Nothing was sent.</Text> : null}
      <ConsentSheet
        host={request.host}
        {...(request.name === undefined ? {} : { name: request.name })}
        proves={policy.sentences}
        keeps={facts.keeps}
        warnings={facts.warnings}
        durations={check.durations.map((choice) => ({
          value: String(choice.expiresAt),
          label: choice.days === 1 ? '1 day' : `${choice.days} days`,
        }))}
        duration={String(expiresAt)}
        onDurationChange={setChosen}
        onAccept={() => void accept(check, expiresAt)}
        onRefuse={() => void decline()}
      >
        <Facts
          facts={[
            { label: 'For the account', value: <Address value={policy.query.account} kind="account" /> },
            { label: 'Access until', value: formatDay({ at: expiresAt, timeZone: 'UTC' }) },
          ]}
        />
      </ConsentSheet>
    </Stack>
  );
}

function Done({ outcome, host }: { outcome: Outcome; host: string }) {
  const redirectUri = outcome.kind === 'answered' ? outcome.answer.redirectUri : outcome.redirectUri;
  const back = readReturnHost(redirectUri);
  const until = outcome.kind === 'answered' ? formatDay({ at: outcome.answer.grant.expiresAt, timeZone: 'UTC' }) : '';
  return (
    <Stack gap="lg" ta="center" py="lg">
      {outcome.kind === 'answered' ? (
        <>
          <Center>
            <GateOpening label="The gate is open" />
          </Center>
          <Title order={1} size="h2">
            Proven
          </Title>
          <Text>
            {host} has your proof. Once it is on chain, the gate is open for your account until {until}.
          </Text>
        </>
      ) : (
        <>
          <Title order={1} size="h2">
            Not answered
          </Title>
          <Text c="dimmed">{host} was told no. Nothing about you was sent.</Text>
        </>
      )}
      {back === undefined || redirectUri === undefined ? null : (
        <Button component="a" href={redirectUri} size="md" fullWidth>
          Return to {back}
        </Button>
      )}
      <Anchor component={Link} to={outcome.kind === 'answered' ? '/passes' : '/'} size="sm">
        {outcome.kind === 'answered' ? 'See your passes' : 'Back to the wallet'}
      </Anchor>
    </Stack>
  );
}

/** Host of the way back; undefined unless it is an ordinary web address. */
function readReturnHost(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : assertUrlAllowed(url).host;
  } catch {
    return undefined;
  }
}
