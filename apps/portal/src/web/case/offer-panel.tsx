import { Anchor, Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import type { CaseDetail, OfferView } from '@postern/protocol';
import { QrCode, RelativeTime, StatusPill, type Tone } from '@postern/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
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
    text: 'A wallet has received the credential. If it is lost, make a new offer: taking it ends what the old wallet holds.',
  },
  locked: {
    label: 'Locked',
    tone: 'refused',
    text: 'Too many wrong codes. Make a new offer when the applicant asks for it.',
  },
  expired: {
    label: 'Expired',
    tone: 'quiet',
    text: 'Nobody took it in time. Make a new offer when the applicant asks for it.',
  },
};

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
  if (offer === undefined && !canOffer) return null;
  const words = offer === undefined ? undefined : offerWords[offer.state];
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
        {offer?.state === 'open' ? (
          <>
            <QrCode value={offer.walletUrl} label="QR code that opens the offer in the wallet" size={232} />
            <Group gap="sm">
              <Anchor href={offer.walletUrl} target="_blank" rel="noreferrer">
                Open in the wallet
              </Anchor>
              <CopyButton value={offer.walletUrl}>
                {({ copied, copy }) => (
                  <Button variant="default" size="xs" onClick={copy}>
                    {copied ? 'Copied' : 'Copy the link'}
                  </Button>
                )}
              </CopyButton>
            </Group>
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
