import { Button } from '@mantine/core';
import type { StoredCredential } from '@postern/holder';
import { formatLastDay } from '@postern/ui';
import { useNavigate } from 'react-router';
import { endOfCredential } from '../credential/credential-end.ts';
import { Card } from '../home/card.tsx';
import { Page } from '../parts/page.tsx';

export type ReceivedProps = {
  credential: StoredCredential;
  /** The credential whose place it took; undefined when it is not a renewal. */
  renews: StoredCredential | undefined;
};

/** The card is in the wallet: what is true now, and until when. */
export function Received({ credential, renews }: ReceivedProps) {
  const navigate = useNavigate();
  return (
    <Page
      title={renews === undefined ? 'It is yours' : 'Renewed'}
      lead={<output>{renews === undefined ? describeFirst(credential) : describeRenewed(credential, renews)}</output>}
    >
      <Card credential={credential} />
      <Button size="md" fullWidth onClick={() => void navigate('/')}>
        Done
      </Button>
    </Page>
  );
}

function describeFirst({ issuer, seal }: StoredCredential): string {
  return seal === undefined
    ? `${issuer.name} gave you this. It is in this wallet, encrypted.`
    : `${issuer.name} has checked you. The card is in this wallet, encrypted.`;
}

function describeRenewed(credential: StoredCredential, before: StoredCredential): string {
  const { name } = credential.issuer;
  const [end, oldEnd] = [endOfCredential(credential), endOfCredential(before)];
  const gave = `${name} gave you the card again, with fresh copies to show.`;
  if (end === undefined) return gave;
  if (oldEnd === undefined || end !== oldEnd) return `${gave} It is valid until ${formatLastDay(end)}.`;
  return `${gave} It is valid until ${formatLastDay(end)} as before.`;
}
