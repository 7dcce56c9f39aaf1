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
import { usePortalApi } from '../portal-context.ts';

const summaries = {
  submitted: { tone: 'waiting', label: 'Received', lead: 'Your application has arrived. Nothing is asked of you now.' },
  in_review: {
    tone: 'waiting',
    label: 'Being checked',
    lead: 'The bank is checking what you sent. Nothing is asked of you now.',
  },
  second_approval: {
    tone: 'waiting',
    label: 'Being checked',
    lead: 'A second person at the bank is looking at your application.',
  },
  approved: { tone: 'proven', label: 'Approved', lead: 'You can take the credential into your wallet now.' },
  active: { tone: 'proven', label: 'Done', lead: 'Your wallet holds the credential. You can prove facts with it.' },
  suspended: {
    tone: 'waiting',
    label: 'Paused',
    lead: 'The bank paused your credential. New proofs are refused until it is lifted.',
  },
  revoked: { tone: 'refused', label: 'Ended', lead: 'The bank ended your credential. New proofs are refused.' },
  rejected: { tone: 'refused', label: 'Not approved', lead: 'The bank did not approve this application.' },
} as const;

const applicationWords = {
  ERR_APPLICATION_STATUS_TOKEN: {
    title: 'There is no application behind this link',
    meaning: 'The link may be cut short, or mistyped.',
    remedy: 'Open it exactly as you got it when you applied.',
  },
};

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
          <ProblemNotice error={status.error} words={applicationWords} onRetry={() => void status.refetch()} />
        ) : (
          <LoadingShape label="Loading your application" count={5} />
        )}
      </PageFrame>
    );
  }

  const { data } = status;
  const summary = summaries[data.state];
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
            The bank shows you a QR code or sends you a link. Open it with your wallet and type this code when it asks.
            Tell it to nobody.
          </TransactionCode>
        )}
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
