import { Button, CopyButton, Stack, Text, Title } from '@mantine/core';
import {
  describeApplicationLife,
  ErrorState,
  LoadingShape,
  PageFrame,
  PageHeader,
  ProblemNotice,
  StatusPill,
  Timeline,
  TransactionCode,
} from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'react-router';
import { WalletLinks } from '../offer/wallet-links.tsx';
import { usePortalApi } from '../portal-context.ts';
import { applicationProblemWords, summarise } from './application-words.ts';
import { RenewOffer } from './renew-offer.tsx';

/** Where an applicant sees how far the bank is, and later the code that the wallet asks for (the second channel). */
export function ApplicationStatusPage() {
  const api = usePortalApi();
  const { applicationId = '' } = useParams();
  const statusToken = decodeURIComponent(useLocation().hash.slice(1));
  const status = useQuery({
    queryKey: ['application', applicationId, statusToken],
    queryFn: () => api.getApplication({ applicationId, statusToken }),
    enabled: statusToken !== '',
    refetchInterval: (query) =>
      query.state.data?.state === 'rejected' || query.state.data?.state === 'revoked' ? false : 3_000,
  });

  if (statusToken === '') {
    return (
      <PageFrame face="portal">
        <ErrorState
          title="This link is not complete"
          meaning="The part after the # is the key to your application; without it nothing can be shown."
          remedy="Open the link exactly as you got it when you applied."
        />
      </PageFrame>
    );
  }
  if (status.data === undefined) {
    return (
      <PageFrame face="portal">
        {status.isError ? (
          <ProblemNotice error={status.error} words={applicationProblemWords} onRetry={() => void status.refetch()} />
        ) : (
          <LoadingShape label="Loading your application" count={5} />
        )}
      </PageFrame>
    );
  }

  const { data } = status;
  const summary = summarise(data);
  return (
    <PageFrame face={data.bankName}>
      <PageHeader
        above={<StatusPill tone={summary.tone}>{summary.label}</StatusPill>}
        title="Your application"
        lead={summary.lead}
      />
      <Stack gap="xl">
        {data.transactionCode === undefined ? null : (
          <TransactionCode label="Your code for the wallet" code={data.transactionCode} expiresAt={data.offerExpiresAt}>
            Open the offer with your wallet, here or by what the bank shows you or sends you; only the newest one fits
            this code. Type it when the wallet asks. Tell it to nobody.
          </TransactionCode>
        )}
        {data.offerLinks === undefined ? null : <WalletLinks links={data.offerLinks} />}
        <RenewOffer status={data} statusToken={statusToken} />
        <section>
          <Title order={2} size="h3" mb="md">
            How far it is
          </Title>
          <Timeline label="Life of your application" events={describeApplicationLife(data)} />
        </section>
        <section>
          <Title order={2} size="h3">
            Keep this link
          </Title>
          <Text c="dimmed" mt={4} mb="sm">
            It is the only way back to this page. Whoever has it can read this page, so keep it to yourself.
          </Text>
          <CopyButton value={window.location.href}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
        </section>
      </Stack>
    </PageFrame>
  );
}
