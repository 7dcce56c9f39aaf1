import { Anchor, Button, Group } from '@mantine/core';
import { describeApplicationLife, EmptyState, LoadingShape, StatusPill, Timeline, TransactionCode } from '@postern/ui';
import { Link, useNavigate, useParams } from 'react-router';
import { PasteLink } from '../home/paste-link.tsx';
import { Failure } from '../parts/failure.tsx';
import { Page } from '../parts/page.tsx';
import { useApplications, useIssuances } from '../wallet/vault-queries.ts';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { removeApplication } from './application-record.ts';
import { describeApplication } from './application-words.ts';
import { issuanceIdOfApplication } from './connect-application.ts';
import { EarlyConnection } from './early-connection.tsx';
import { EndedConnection } from './ended-connection.tsx';
import { useApplicationStatus } from './use-application-status.ts';

/** Where one application stands, and the transaction code when the bank has an offer ready. */
export function ApplicationPage() {
  const { applicationId } = useParams();
  const applications = useApplications();
  const issuances = useIssuances();
  const { announce } = useWallet();
  const { vault } = useOpenVault();
  const navigate = useNavigate();
  const application = applications.data?.find((record) => record.applicationId === applicationId);
  const status = useApplicationStatus(application);

  if (applications.data !== undefined && application === undefined) {
    return (
      <EmptyState
        title="This wallet sent no such application"
        action={
          <Anchor component={Link} to="/">
            Back to the wallet
          </Anchor>
        }
      >
        Applications are kept in the wallet that sent them.
      </EmptyState>
    );
  }
  if (application === undefined || (status.data === undefined && !status.isError)) {
    return <LoadingShape label="Asking the bank" count={5} />;
  }
  const forget = async () => {
    await removeApplication(vault, application.applicationId);
    announce();
    void navigate('/');
  };
  const forgetButton = (
    <Group>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void forget()}>
        Remove from this wallet
      </Button>
    </Group>
  );
  if (status.data === undefined) return <Failure error={status.error} action={forgetButton} />;
  const { data } = status;
  const words = describeApplication(data);
  const isConnected = (issuances.data ?? []).some(({ id }) => id === issuanceIdOfApplication(application));
  const code = isConnected ? undefined : data.transactionCode;
  return (
    <Page above={<StatusPill tone={words.tone}>{words.label}</StatusPill>} title={data.bankName} lead={words.lead}>
      {code === undefined ? null : (
        <TransactionCode label="Your code" code={code} expiresAt={data.offerExpiresAt}>
          The wallet asks for it when you open the bank's link. Tell it to nobody.
        </TransactionCode>
      )}
      {code === undefined ? null : <PasteLink />}
      {isConnected ? null : <EndedConnection application={application} status={data} />}
      <EarlyConnection application={application} state={data.state} isConnected={isConnected} />
      <Timeline label="Life of your application" events={describeApplicationLife(data)} />
      {forgetButton}
    </Page>
  );
}
