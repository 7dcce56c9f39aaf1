import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { CaseDetail, OfferView } from '@postern/protocol';
import { RelativeTime, StatusPill, type Tone } from '@postern/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { WalletLinks } from '../offer/wallet-links.tsx';
import { usePortalApi } from '../portal-context.ts';
import { Problem } from '../words/problem.tsx';
import { CollectionCode } from './collection-code.tsx';

const offerWords: Readonly<Record<OfferView['state'], { label: string; tone: Tone; text: string }>> = {
  open: {
    label: 'Open',
    tone: 'waiting',
    text: 'The applicant scans it with the wallet and types the code from the status page.',
  },
  redeemed: {
    label: 'Received',
    tone: 'proven',
    text: 'A wallet has received the credential. A new offer is for the same wallet; another wallet takes two people.',
  },
  locked: {
    label: 'Locked',
    tone: 'refused',
    text: 'Too many wrong codes. The applicant can ask for a new one, or you make it.',
  },
  expired: {
    label: 'Expired',
    tone: 'quiet',
    text: 'Nobody took it in time. The applicant can ask for a new one, or you make it.',
  },
};

/** An offer that the applicant asked for before the decision gives nothing yet, whatever became of it. */
const earlyWords: Readonly<Record<OfferView['state'], { label: string; tone: Tone; text: string }>> = {
  open: {
    label: 'Asked for early',
    tone: 'waiting',
    text: 'The applicant wants to connect a wallet before the decision. Nothing is issued before two people approve.',
  },
  redeemed: {
    label: 'A wallet waits',
    tone: 'waiting',
    text: 'The applicant connected a wallet. It holds nothing yet: the credential comes to it once two people have approved.',
  },
  locked: {
    label: 'Locked',
    tone: 'quiet',
    text: 'The applicant tried to connect a wallet with wrong codes. They can ask again by themselves.',
  },
  expired: {
    label: 'Not used',
    tone: 'quiet',
    text: 'The applicant asked to connect a wallet and did not. They can ask again by themselves.',
  },
};

const undecided: readonly CaseDetail['state'][] = ['submitted', 'in_review', 'second_approval'];

/** The credential offer of an approved case: QR code, link, short code, and how long it holds. */
export function OfferPanel({ detail }: { detail: CaseDetail }) {
  const api = usePortalApi();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => api.createOffer(detail.caseId),
    onSuccess: (fresh) => client.setQueryData(['case', detail.caseId], fresh),
  });
  const { offer } = detail;
  const canOffer = detail.state === 'approved' || detail.state === 'active';
  const isAskedEarly = offer?.early === true && undecided.includes(detail.state);
  if (!canOffer && !isAskedEarly) return null;
  const words = offer === undefined ? undefined : (offer.early ? earlyWords : offerWords)[offer.state];
  const canRenew = canOffer && offer?.state !== 'open';

  return (
    <section aria-labelledby="offer-title">
      <Group gap="xs" mb="sm">
        <Title order={2} size="h3" id="offer-title">
          Credential offer
        </Title>
        {words === undefined ? null : <StatusPill tone={words.tone}>{words.label}</StatusPill>}
      </Group>
      <Stack>
        {words === undefined ? null : <Text c="dimmed">{words.text}</Text>}
        {offer?.state === 'open' && !offer.early ? (
          <>
            <WalletLinks links={offer} />
            <Text size="xs" c="dimmed">
              Stops working <RelativeTime at={offer.expiresAt} />. The code is not part of it: the applicant has it on
              their status page.
            </Text>
            {offer.collectionCode === undefined ? null : <CollectionCode code={offer.collectionCode} />}
          </>
        ) : null}
        {create.isError ? <Problem error={create.error} /> : null}
        {canRenew ? (
          <Button variant="default" loading={create.isPending} onClick={() => create.mutate()}>
            Make a new offer
          </Button>
        ) : null}
      </Stack>
    </section>
  );
}
