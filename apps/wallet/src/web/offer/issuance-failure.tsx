import { Button } from '@mantine/core';
import type { StoredCredential } from '@postern/holder';
import { useNavigate } from 'react-router';
import { credentialHref } from '../credential/credential-href.ts';
import { Failure } from '../parts/failure.tsx';
import { renewalWords } from '../words/renewal-words.ts';

export type IssuanceFailureProps = {
  error: unknown;
  /** The credential that was to be renewed; it is still there. */
  renews: StoredCredential | undefined;
  onRetry: () => void;
};

/** Why a credential did not come, and the way on. */
export function IssuanceFailure({ error, renews, onRetry }: IssuanceFailureProps) {
  const navigate = useNavigate();
  const again = (
    <Button size="xs" variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
  if (renews === undefined) return <Failure error={error} action={again} />;
  const isOutage = (error as { code?: unknown } | undefined)?.code === 'ERR_HTTP_UNREACHABLE';
  const back = (
    <Button size="xs" variant="default" onClick={() => void navigate(credentialHref(renews.id))}>
      Back to the credential
    </Button>
  );
  return <Failure error={error} words={renewalWords} action={isOutage ? again : back} />;
}
