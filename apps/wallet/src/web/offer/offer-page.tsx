import { Button, PinInput, Stack, Text, TextInput } from '@mantine/core';
import {
  ensureHolderSecret,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  HolderError,
  type IssuerProfile,
  keepCredential,
  type OpenOffer,
  receiveCredentials,
  type ReceiveStep,
  type StoredCredential,
} from '@postern/holder';
import { Facts, LoadingShape, StepProgress } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Card } from '../home/home-page.tsx';
import { Failure } from '../parts/failure.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { readPendingIssuance, updatePendingIssuance } from './pending-issuance.ts';
import { Page } from '../parts/page.tsx';

/** A bank's offer: who offers what, the code, the receiving, the card. */
export function OfferPage() {
  const { search } = useLocation();
  const { services } = useWallet();
  const { http } = services;
  const offer = useQuery({
    queryKey: ['offer', search],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const open = await fetchCredentialOffer({ link: search, http });
      return { offer: open, issuer: await fetchIssuerMetadata({ credentialIssuer: open.credentialIssuer, http }) };
    },
  });
  if (offer.isError) return <Failure error={offer.error} />;
  if (offer.data === undefined) return <LoadingShape label="Reading the offer" count={4} />;
  return <Receive offer={offer.data.offer} issuer={offer.data.issuer} />;
}

const STEPS: readonly { key: ReceiveStep; label: string }[] = [
  { key: 'token', label: 'Handing in the code' },
  { key: 'credentials', label: 'Receiving the credential' },
  { key: 'checks', label: "Checking the bank's signatures against the registry" },
  { key: 'keep', label: 'Keeping it, encrypted' },
];

function Receive({ offer, issuer }: { offer: OpenOffer; issuer: IssuerProfile }) {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [step, setStep] = useState<ReceiveStep>();
  const [received, setReceived] = useState<StoredCredential>();
  const [error, setError] = useState<unknown>();
  const [codeError, setCodeError] = useState<string>();
  const pending = useQuery({
    queryKey: ['vault', 'pending', offer.preAuthorizedCode],
    queryFn: () => readPendingIssuance(vault, offer),
  });

  const receive = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setCodeError(undefined);
    setStep('token');
    const { accessToken } = await readPendingIssuance(vault, offer);
    try {
      const credential = await receiveCredentials({
        offer,
        issuer,
        transactionCode: code.trim(),
        holderSecret: await ensureHolderSecret({ vault, random: services.random }),
        ...services,
        ...(accessToken === undefined ? {} : { accessToken }),
        keepToken: async (token) => {
          await updatePendingIssuance(vault, offer, (current) => ({ ...current, accessToken: token }));
        },
        keep: (kept) => keepCredential(vault, kept),
        onProgress: setStep,
      });
      await updatePendingIssuance(vault, offer, () => undefined);
      setReceived(credential);
      announce();
      void services.refreshStatus().catch(() => undefined);
    } catch (thrown) {
      setStep(undefined);
      setCode('');
      if (thrown instanceof HolderError && thrown.code === 'ERR_TX_CODE_WRONG') {
        const updated = await updatePendingIssuance(vault, offer, (now) => ({
          ...now,
          wrongCodes: now.wrongCodes + 1,
        }));
        setCodeError(describeWrongCode(thrown, updated?.wrongCodes ?? 1));
        return;
      }
      // A token that no longer works must not stand in the way of a fresh offer.
      if (accessToken !== undefined) await updatePendingIssuance(vault, offer, () => undefined);
      setError(thrown);
    }
  };

  if (received !== undefined) {
    return (
      <Page title="It is yours" lead={`${issuer.name} has checked you. The card is in this wallet, encrypted.`}>
        <Card credential={received} />
        <Button size="md" fullWidth onClick={() => void navigate('/')}>
          Done
        </Button>
      </Page>
    );
  }
  if (step !== undefined) {
    const at = STEPS.findIndex(({ key }) => key === step);
    return (
      <Page title="Receiving" lead="This takes a few seconds.">
        <StepProgress
          label="Receiving the credential"
          steps={STEPS.map(({ key, label }, index) => ({
            key,
            label,
            state: index < at || step === 'done' ? 'done' : index === at ? 'running' : 'waiting',
          }))}
        />
      </Page>
    );
  }
  const canResume = pending.data?.accessToken !== undefined;
  const needsCode = offer.transactionCode !== undefined && !canResume;
  return (
    <form onSubmit={(event) => void receive(event)}>
      <Page
        above={new URL(offer.credentialIssuer).host}
        title={`${issuer.name} offers you a credential`}
        lead="With it you prove facts about yourself without showing papers."
      >
        <Facts
          facts={[
            { label: 'What', value: 'Identity check: name, birth date, nationality, residence, document' },
            { label: 'Where it stays', value: 'In this wallet only' },
          ]}
        />
        {error === undefined ? null : <Failure error={error} />}
        {canResume ? <Text>Your code was accepted before. Receiving can go on.</Text> : null}
        {needsCode ? <CodeField offer={offer} value={code} onChange={setCode} error={codeError} /> : null}
        <Button type="submit" size="md" fullWidth disabled={needsCode && code.trim() === ''}>
          {canResume ? 'Go on' : 'Receive'}
        </Button>
      </Page>
    </form>
  );
}

type CodeFieldProps = { offer: OpenOffer; value: string; onChange: (value: string) => void; error: string | undefined };

function CodeField({ offer, value, onChange, error }: CodeFieldProps) {
  const { length, isNumeric = true, description } = offer.transactionCode ?? {};
  const label = 'Code from your application page';
  if (length === undefined || length > 8) {
    return (
      <TextInput
        label={label}
        description={description}
        autoComplete="one-time-code"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
    );
  }
  return (
    <Stack gap={6}>
      <Text fw={560}>{label}</Text>
      {description === undefined ? null : (
        <Text size="sm" c="dimmed">
          {description}
        </Text>
      )}
      <PinInput
        length={length}
        type={isNumeric ? 'number' : 'alphanumeric'}
        oneTimeCode
        size="lg"
        aria-label={label}
        value={value}
        onChange={onChange}
        error={error !== undefined}
      />
      {error === undefined ? null : (
        <Text c="var(--postern-brick)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** Tries left where the bank says it; else how many went wrong here, and that banks allow five. */
function describeWrongCode(error: HolderError, wrongHere: number): string {
  const { attemptsLeft } = error.details;
  if (typeof attemptsLeft === 'number') {
    return `That is not the code. You have ${attemptsLeft} ${attemptsLeft === 1 ? 'try' : 'tries'} left.`;
  }
  return wrongHere < 5
    ? `That is not the code, or the offer is over. ${wrongHere} of 5 tries used here.`
    : 'The offer is locked after five wrong codes. Ask the bank for a new one.';
}
