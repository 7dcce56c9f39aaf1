import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useApplications } from '../wallet/vault-queries.ts';

/** Where the code stands: on the page of the application, which may be in this very wallet. */
export function CodePlace({ issuer }: { issuer: string }) {
  const application = (useApplications().data ?? []).find(({ bank }) => bank.issuer === issuer);
  return (
    <Text size="sm" c="dimmed">
      {application === undefined ? (
        'The issuer gives it to you another way than this link: on the page where you applied, or in a message.'
      ) : (
        <>
          It stands on the page of your application.{' '}
          <Anchor component={Link} to={`/applications/${encodeURIComponent(application.applicationId)}`} inherit>
            Open that page
          </Anchor>
          , then come back by the link.
        </>
      )}
    </Text>
  );
}
