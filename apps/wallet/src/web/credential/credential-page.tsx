import type { StoredCredential } from '@postern/holder';
import { Facts, LoadingShape, RelativeTime } from '@postern/ui';
import { Navigate, useParams } from 'react-router';
import { Card } from '../home/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Page } from '../parts/page.tsx';
import { useCredentials } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { countFreshCopies } from './count-fresh-copies.ts';
import { describeNearEnd } from './credential-end.ts';
import { nameOfCredential } from './name-of-credential.ts';
import { NearEndNotice } from './near-end-notice.tsx';
import { OwnFacts } from './own-facts.tsx';
import { RenewSection } from './renew-section.tsx';
import { useRenewal } from './use-renewal.ts';

/** One credential by its own address: where it is from, how much of it is unused, and renewing it. */
export function CredentialPage() {
  const { credentialId = '' } = useParams();
  const credentials = useCredentials();
  if (credentials.isError) return <Failure error={credentials.error} />;
  if (credentials.data === undefined) return <LoadingShape shape="card" label="Opening your credential" />;
  const credential = credentials.data.find(({ id }) => id === credentialId);
  return credential === undefined ? <Navigate to="/" replace /> : <Credential credential={credential} />;
}

function Credential({ credential }: { credential: StoredCredential }) {
  const { services } = useWallet();
  const renewal = useRenewal(credential);
  const nearEnd = describeNearEnd({ credential, now: services.clock.now() });
  const { fresh, all } = countFreshCopies(credential);
  return (
    <Page above={credential.issuer.name} title={nameOfCredential(credential)}>
      <Card credential={credential} />
      <NearEndNotice nearEnd={nearEnd} issuerName={credential.issuer.name} />
      <RenewSection credential={credential} renewal={renewal} isUrgent={nearEnd?.mayRenew === true} />
      <OwnFacts credential={credential} />
      <Facts
        facts={[
          { label: 'From', value: new URL(credential.issuer.identifier).host },
          { label: 'Received', value: <RelativeTime at={credential.receivedAt} withExact /> },
          { label: 'Fresh copies', value: `${fresh} of ${all}` },
        ]}
      />
    </Page>
  );
}
