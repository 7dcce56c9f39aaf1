import { Anchor, Checkbox, Radio, Stack, Text } from '@mantine/core';
import {
  type AnswerPart,
  type ChosenPart,
  ensureHolderSecret,
  keepDisclosure,
  keepGrant,
  sendAnswer,
} from '@postern/holder';
import { ConsentFrame, ConsentSection, ConsentWarnings, formatMoment } from '@postern/ui';
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../parts/failure.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import classes from './claims-consent.module.css';
import { ClaimsPart, ProofPart } from './claims-part.tsx';
import { describeDoubt } from './describe-doubt.ts';
import { sendDecline } from './send-decline.ts';
import { describeTestData, listPolicyWarnings } from './describe-test-data.ts';
import { Done, type MadeBy, type Outcome } from './done.tsx';
import { type PresentStep, Proving } from './proving.tsx';
import { RetryFailure } from './retry-failure.tsx';
import type { ConsentFacts } from './use-request.ts';
import { useSelection } from './use-selection.ts';

/** A proof is about a moment; after this long chain and lists are looked at again. */
const STALE_SECONDS = 120;

/** A request that facts are shown for, perhaps with a proof beside or instead: exactly what leaves, and what stays. */
export function ClaimsConsent({ facts, onRetry }: { facts: ConsentFacts; onRetry: () => void }) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const selection = useSelection(facts.plan);
  const [isBusy, setIsBusy] = useState(false);
  const [step, setStep] = useState<PresentStep>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<unknown>();
  const cancel = useRef<AbortController>(undefined);
  const [unable, setUnable] = useState<string | undefined>(() =>
    typeof WebAssembly === 'undefined' ? 'ERR_WASM_MISSING' : undefined,
  );
  const provenOn = selection.parts.find((part) => part.kind === 'proof')?.policy.query.chainId;
  const mayProve = provenOn !== undefined;
  useEffect(
    () => (provenOn === undefined ? undefined : services.prove.prepare({ chainId: provenOn, onUnable: setUnable })),
    [provenOn, services],
  );
  const { request, plan } = facts;
  const { host, name } = request;

  const accept = async () => {
    const parts = selection.listChosen();
    const chainId = parts.find((part) => part.kind === 'proof')?.policy.query.chainId;
    const hasProof = chainId !== undefined;
    if (hasProof && services.clock.now() - facts.checkedAt > STALE_SECONDS) return onRetry();
    const controller = new AbortController();
    cancel.current = controller;
    setError(undefined);
    setIsBusy(true);
    try {
      let made: MadeBy | undefined;
      const { redirectUri, grant, disclosure } = await sendAnswer({
        request,
        parts,
        http: services.http,
        clock: services.clock,
        ...(hasProof
          ? {
              holderSecret: await ensureHolderSecret({ vault, random: services.random }),
              prove: async (inputs) => {
                const { signal } = controller;
                const { presentation, ...by } = await services.prove({ chainId, inputs, onProgress: setStep, signal });
                made = by;
                return presentation;
              },
            }
          : {}),
        remember: async (records) => {
          if (records.grant !== undefined) await keepGrant(vault, records.grant);
          if (records.disclosure !== undefined) await keepDisclosure(vault, records.disclosure);
        },
      });
      announce();
      const until = grant === undefined ? '' : formatMoment({ at: grant.expiresAt });
      const proven = grant?.account === undefined ? 'proven-here' : 'proven';
      setOutcome({ kind: disclosure === undefined ? proven : 'shown', until, made, redirectUri });
    } catch (thrown) {
      if (!controller.signal.aborted) setError(thrown);
    } finally {
      setIsBusy(false);
      setStep(undefined);
    }
  };
  const decline = async () => {
    setIsBusy(true);
    setOutcome({ kind: 'declined', ...(await sendDecline({ request, http: services.http })) });
  };

  if (outcome !== undefined) return <Done outcome={outcome} request={request} />;
  if (step !== undefined) return <Proving host={host} step={step} onCancel={() => cancel.current?.abort()} />;
  const showsFacts = selection.parts.some(({ kind }) => kind === 'claims');
  return (
    <Stack gap="lg">
      {error === undefined ? null : <RetryFailure error={error} onRetry={onRetry} />}
      {mayProve && unable !== undefined ? <Failure error={{ code: unable }} /> : null}
      <ConsentFrame
        host={host}
        // A name that no proven host gave itself does not come first.
        name={request.isHostProven ? name : undefined}
        asks={request.isHostProven || name === undefined ? 'asks about you' : `calls itself ${name} and asks about you`}
        doubt={describeDoubt(request)}
        testData={describeTestDataOf(selection.listChosen())}
        onAccept={() => void accept()}
        onRefuse={() => void decline()}
        acceptLabel={showsFacts ? 'Show' : 'Prove'}
        busy={isBusy}
        mayAccept={!(mayProve && unable !== undefined)}
      >
        {plan.choices.map(({ required, options }, at) =>
          options.length === 1 && required ? null : !required ? (
            <Checkbox
              // The order of choices is the request's and does not change.
              key={at}
              label={`Also, if you like: ${describeWay(options[0]!)}`}
              checked={selection.ways[at] !== undefined}
              onChange={(event) => selection.chooseWay(at, event.currentTarget.checked ? 0 : undefined)}
            />
          ) : (
            <Radio.Group
              key={at}
              label="You choose how to answer"
              value={String(selection.ways[at])}
              onChange={(value) => selection.chooseWay(at, Number(value))}
            >
              <div className={classes.ways}>
                {options.map((way, index) => (
                  <Radio.Card
                    key={way.map(({ queryId }) => queryId).join(' ')}
                    value={String(index)}
                    className={classes.way}
                  >
                    <Text fw={560}>{describeWay(way)}</Text>
                  </Radio.Card>
                ))}
              </div>
            </Radio.Group>
          ),
        )}
        {selection.parts.map((part) =>
          part.kind === 'claims' ? (
            <ClaimsPart
              key={part.queryId}
              part={part}
              chosen={selection.candidateOf(part)}
              onChoose={(candidate) => selection.chooseCandidate(part.queryId, candidate)}
            />
          ) : part.kind === 'proof' ? (
            <ProofPart
              host={host}
              key={part.queryId}
              networks={services.chains}
              part={part}
              duration={selection.durationOf(part.queryId)}
              onDuration={(value) => selection.chooseDuration(part.queryId, value)}
            />
          ) : null,
        )}
        {request.terms.map(({ text, terms }) => (
          <ConsentSection key={text} heading="You agree to">
            <Anchor href={terms.uri} target="_blank" rel="noreferrer noopener">
              {terms.title}
            </Anchor>
          </ConsentSection>
        ))}
        <ConsentWarnings warnings={listWarnings(facts, selection.parts)} />
      </ConsentFrame>
    </Stack>
  );
}

function describeWay(way: readonly AnswerPart[]): string {
  return way
    .map((part) => {
      if (part.kind === 'proof') return 'Prove it and show nothing';
      const count = part.kind === 'claims' ? (part.candidates[0]?.shown.length ?? 0) : 0;
      const name = part.kind === 'claims' ? (part.candidates[0]?.document.name ?? '') : '';
      return count === 1 ? `Show one fact of your ${name}` : `Show ${count} facts of your ${name}`;
    })
    .join(', and ');
}

function describeTestDataOf(chosen: readonly ChosenPart[]): string | undefined {
  return describeTestData({
    credentials: chosen.map((part) => (part.kind === 'claims' ? part.candidate : part.ready).credential),
    policies: chosen.flatMap((part) => (part.kind === 'proof' ? [part.policy] : [])),
  });
}

const LINKABLE =
  'Every copy of this credential was shown before. Sites that compare could find that they saw the same person.';

function listWarnings({ warnings }: ConsentFacts, parts: readonly AnswerPart[]): string[] {
  const isLinkable = parts.some((part) => part.kind === 'claims' && part.candidates[0]?.isLinkable === true);
  const ofPolicies = parts.flatMap((part) => (part.kind === 'proof' ? listPolicyWarnings(part.policy) : []));
  return [...warnings, ...ofPolicies, ...(isLinkable ? [LINKABLE] : [])];
}
