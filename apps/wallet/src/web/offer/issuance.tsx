import { Button, Text } from '@mantine/core';
import type { ReceiveStep } from '@postern/holder';
import { formatRelativeTime, StepProgress } from '@postern/ui';
import { useNavigate } from 'react-router';
import { Card } from '../home/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Page } from '../parts/page.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { useIssuance } from './use-issuance.ts';

const STEPS: readonly { key: ReceiveStep; label: string }[] = [
  { key: 'token', label: 'Handing in the code' },
  { key: 'credentials', label: 'Receiving the credential' },
  { key: 'checks', label: "Checking the issuer's signatures" },
  { key: 'keep', label: 'Keeping it, encrypted' },
];

/** A redeemed offer on its way into the wallet: steps, a wait if the issuer needs time, the card. */
export function Issuance({ id, isReady = false }: { id: string; isReady?: boolean }) {
  const navigate = useNavigate();
  const { services } = useWallet();
  const { state, goOn, giveUp } = useIssuance(id, isReady);
  if (state.kind === 'failed') {
    return (
      <Failure
        error={state.error}
        action={
          <Button size="xs" variant="default" onClick={goOn}>
            Try again
          </Button>
        }
      />
    );
  }
  if (state.kind === 'received') {
    const { credential } = state;
    return (
      <Page
        title="It is yours"
        lead={
          credential.seal === undefined
            ? `${credential.issuer.name} gave you this. It is in this wallet, encrypted.`
            : `${credential.issuer.name} has checked you. The card is in this wallet, encrypted.`
        }
      >
        <Card credential={credential} />
        <Button size="md" fullWidth onClick={() => void navigate('/')}>
          Done
        </Button>
      </Page>
    );
  }
  if (state.kind === 'waiting') {
    return (
      <Page
        above={state.issuerName}
        title="Still being checked"
        lead={`${state.issuerName} is still checking. You can close this page: it goes on when you come back.`}
      >
        <Text component="output">We look again {describeWait(state.retryAt, services.clock.now())}.</Text>
        <Button size="md" fullWidth variant="default" onClick={() => void navigate('/')}>
          Back to the wallet
        </Button>
        <Button variant="subtle" color="gray" onClick={() => void giveUp().then(() => navigate('/'))}>
          Stop waiting for it
        </Button>
      </Page>
    );
  }
  const at = STEPS.findIndex(({ key }) => key === state.step);
  return (
    <Page title="Receiving" lead="This takes a few seconds.">
      <StepProgress
        label="Receiving the credential"
        steps={STEPS.map(({ key, label }, index) => ({
          key,
          label,
          state: index < at || state.step === 'done' ? 'done' : index === at ? 'running' : 'waiting',
        }))}
      />
    </Page>
  );
}

function describeWait(at: number, now: number): string {
  return at - now < 60 ? 'in a moment' : formatRelativeTime({ at, now });
}
