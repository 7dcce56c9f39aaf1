import { Button, Stack, Text, Title } from '@mantine/core';
import type { StoredCredential } from '@postern/holder';
import { useEffect, useRef } from 'react';
import { Failure } from '../parts/failure.tsx';
import { renewalWords } from '../words/renewal-words.ts';
import type { Renewal } from './use-renewal.ts';

export type RenewSectionProps = {
  credential: StoredCredential;
  renewal: Renewal;
  /** The credential ends soon or has ended: renewing is the one thing to do now. */
  isUrgent: boolean;
};

/** What renewing does, the button, and why it did not work. */
export function RenewSection({ credential, renewal, isUrgent }: RenewSectionProps) {
  const { isBusy, error, isOnItsWay, renew, signIn } = renewal;
  const { issuer } = credential;
  const button = useRef<HTMLButtonElement>(null);
  // A button that was busy has lost the focus; what can be done now is on it, and may be under the bar.
  useEffect(() => {
    if (error !== undefined) button.current?.focus();
  }, [error]);
  const needsSignIn = (error as { code?: unknown } | undefined)?.code === 'ERR_TOKEN_EXPIRED';
  return (
    <section aria-labelledby="renew">
      <Title order={2} size="h4" mb={4} id="renew">
        Renew
      </Title>
      {credential.renewal === undefined ? (
        <Text c="dimmed">{issuer.name} does not let this wallet renew it. Ask there for a new offer.</Text>
      ) : isOnItsWay ? (
        <Stack gap="sm" align="flex-start">
          <Text c="dimmed">A renewal is on its way and not finished.</Text>
          <Button loading={isBusy} onClick={renew}>
            Go on renewing
          </Button>
        </Stack>
      ) : (
        <Stack gap="md">
          <Text c="dimmed">
            {issuer.name} gives you this credential again, as it stands in its file today, with fresh copies to show. No
            site learns of it, and your passes stay. The date moves only if the bank has checked you again.
          </Text>
          {error === undefined ? null : <Failure error={error} words={renewalWords} />}
          <Button
            ref={button}
            size="md"
            fullWidth
            variant={isUrgent || needsSignIn ? 'filled' : 'default'}
            loading={isBusy}
            onClick={needsSignIn ? signIn : renew}
          >
            {needsSignIn
              ? `Sign in at ${new URL(issuer.identifier).host}`
              : error === undefined
                ? 'Renew'
                : 'Try again'}
          </Button>
          <Text component="output" size="sm" c="dimmed">
            {isBusy ? `Asking ${issuer.name}…` : ''}
          </Text>
        </Stack>
      )}
    </section>
  );
}
