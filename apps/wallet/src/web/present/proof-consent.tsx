import { Stack, Text } from '@mantine/core';
import {
  type AnswerPart,
  answerRequest,
  type CredentialCheck,
  ensureHolderSecret,
  keepGrant,
  listGrants,
  listKeptFacts,
} from '@postern/holder';
import { Address, ConsentSheet, Facts, formatMoment, RelativeTime } from '@postern/ui';
import { useEffect, useRef, useState } from 'react';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { awaitNextMinute } from './await-next-minute.ts';
import { describeDoubt } from './describe-doubt.ts';
import { describeTestData, listPolicyWarnings } from './describe-test-data.ts';
import { Failure } from '../parts/failure.tsx';
import { sendDecline } from './send-decline.ts';
import { DeclineButton } from './decline-button.tsx';
import { Done, type MadeBy, type Outcome } from './done.tsx';
import { listDurations } from './list-durations.ts';
import { listEndFacts } from './list-end-facts.ts';
import { listNetworkFacts } from './list-network-facts.ts';
import { type PresentStep, Proving } from './proving.tsx';
import { Refusal } from './refusal.tsx';
import { RetryFailure } from './retry-failure.tsx';
import { SessionProofNote } from './session-proof-note.tsx';
import { checkNow, type ConsentFacts } from './use-request.ts';

type ProofConsentProps = {
  facts: ConsentFacts;
  part: Extract<AnswerPart, { kind: 'proof' }>;
  onRetry: () => void;
};

/** A statement is about a moment; after this long the page looks at chain and lists again before it proves. */
const STALE_SECONDS = 120;

/** A request for one proof and nothing else: what is proven, what stays hidden, for how long; then the proof. */
export function ProofConsent({ facts, part, onRetry }: ProofConsentProps) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const [step, setStep] = useState<PresentStep>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<unknown>();
  const [isStopped, setIsStopped] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const cancel = useRef<AbortController>(undefined);
  const { request } = facts;
  const { policy, check } = part;

  // The prover loads while the holder reads.
  const mayProve = check.state === 'ready';
  const { chainId } = policy.query;
  const [unable, setUnable] = useState<string | undefined>(() =>
    typeof WebAssembly === 'undefined' ? 'ERR_WASM_MISSING' : undefined,
  );
  useEffect(
    () => (mayProve ? services.prove.prepare({ chainId, onUnable: setUnable }) : undefined),
    [mayProve, chainId, services],
  );

  const accept = async (ready: Extract<CredentialCheck, { state: 'ready' }>, expiresAt: number) => {
    const controller = new AbortController();
    cancel.current = controller;
    setError(undefined);
    setIsStopped(false);
    setStep('load');
    try {
      const isStale = services.clock.now() - facts.checkedAt > STALE_SECONDS;
      const look = () => checkNow({ services, vault, policy });
      const fresh = isStale ? await look() : ready;
      if (fresh.state !== 'ready') return onRetry();
      const current = await awaitNextMinute({
        ...{ ready: fresh, policy, grants: await listGrants(vault), look, signal: controller.signal },
        ...{ sleep: services.sleep, clock: services.clock, onWait: () => setStep('minute') },
      });
      if (current.state !== 'ready') return onRetry();
      let made: MadeBy | undefined;
      const answer = await answerRequest({
        request,
        policy,
        ready: current,
        expiresAt,
        holderSecret: await ensureHolderSecret({ vault, random: services.random }),
        http: services.http,
        prove: async (inputs) => {
          const { presentation, ...by } = await services.prove({
            chainId,
            inputs,
            onProgress: setStep,
            signal: controller.signal,
          });
          made = by;
          return presentation;
        },
        remember: (grant) => keepGrant(vault, grant),
      });
      announce();
      const until = formatMoment({ at: answer.grant.expiresAt });
      const kind = policy.query.account === undefined ? 'proven-here' : 'proven';
      setOutcome({ kind, until, made, redirectUri: answer.redirectUri });
    } catch (thrown) {
      if (controller.signal.aborted) setIsStopped(true);
      else setError(thrown);
    } finally {
      setStep(undefined);
    }
  };
  const decline = async () => {
    setOutcome({ kind: 'declined', ...(await sendDecline({ request, http: services.http })) });
  };

  if (outcome !== undefined) return <Done outcome={outcome} request={request} />;
  if (step !== undefined) return <Proving host={request.host} step={step} onCancel={() => cancel.current?.abort()} />;
  if (check.state !== 'ready') {
    return (
      <Refusal check={check} host={request.host} onRetry={onRetry} decline={<DeclineButton onDecline={decline} />} />
    );
  }
  // Before the person agrees to anything: there would be no proof.
  if (unable !== undefined) {
    return (
      <Stack gap="lg">
        <Failure error={{ code: unable }} />
        <DeclineButton onDecline={decline} />
      </Stack>
    );
  }
  const expiresAt = Number(chosen ?? check.durations[0]!.expiresAt);
  const { account } = policy.query;
  const ends = listEndFacts({ check, expiresAt, account });
  const checked = { label: 'Checked with the bank', value: <RelativeTime at={facts.checkedAt} /> };
  return (
    <Stack gap="lg">
      {error === undefined ? null : <RetryFailure error={error} onRetry={onRetry} />}
      {isStopped ? <Text component="output">You stopped. Nothing was sent.</Text> : null}
      <ConsentSheet
        host={request.host}
        name={request.name}
        doubt={describeDoubt(request)}
        proves={policy.sentences}
        keeps={listKeptFacts({
          compiled: policy.compiled,
          activeIssuers: Object.keys(policy.issuerNames).length,
          account,
        })}
        warnings={[...listPolicyWarnings(policy), ...facts.warnings]}
        testData={describeTestData({ credentials: [check.credential], policies: [policy] })}
        durations={listDurations(check)}
        duration={String(expiresAt)}
        onDurationChange={setChosen}
        onAccept={() => void accept(check, expiresAt)}
        onRefuse={() => void decline()}
      >
        {account === undefined ? (
          <>
            <Facts facts={[{ label: 'For this site', value: request.host }, ...ends, checked]} />
            <SessionProofNote host={request.host} />
          </>
        ) : (
          <Facts
            facts={[
              { label: 'For the account', value: <Address value={account} kind="account" /> },
              ...listNetworkFacts({ chains: services.chains, chainId }),
              ...ends,
              checked,
            ]}
          />
        )}
      </ConsentSheet>
    </Stack>
  );
}
