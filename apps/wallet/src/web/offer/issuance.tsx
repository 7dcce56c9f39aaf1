import { Button, Text } from '@mantine/core';
import type { ReceiveStep } from '@postern/holder';
import { formatRelativeTime, StepProgress } from '@postern/ui';
import { useNavigate } from 'react-router';
import { Page } from '../parts/page.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { IssuanceFailure } from './issuance-failure.tsx';
import { Received } from './received.tsx';
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
  const { state, renews, goOn, lookNow, giveUp } = useIssuance(id, isReady);
  if (state.kind === 'failed') return <IssuanceFailure error={state.error} renews={renews} onRetry={goOn} />;
  if (state.kind === 'received') return <Received credential={state.credential} renews={renews} />;
  if (state.kind === 'waiting') {
    return (
      <Page
        above={state.issuerName}
        title="Not ready yet"
        lead={`${state.issuerName} had nothing ready when this wallet last asked. You can close this page: it goes on when you come back.`}
      >
        <Text component="output">We look again {describeWait(state.retryAt, services.clock.now())}.</Text>
        <Button size="md" fullWidth onClick={lookNow}>
          Look now
        </Button>
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
    <Page title={renews === undefined ? 'Receiving' : 'Renewing'} lead="This takes a few seconds.">
      <StepProgress
        label="Receiving the credential"
        steps={STEPS.map(({ key, label }, index) => ({
          key,
          label: key === 'token' && renews !== undefined ? 'Asking the bank' : label,
          state: index < at || state.step === 'done' ? 'done' : index === at ? 'running' : 'waiting',
        }))}
      />
    </Page>
  );
}

function describeWait(at: number, now: number): string {
  return at - now < 60 ? 'in a moment' : formatRelativeTime({ at, now });
}
