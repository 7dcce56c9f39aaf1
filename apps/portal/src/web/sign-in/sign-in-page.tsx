import { Anchor, Button, Stack, Text } from '@mantine/core';
import { LoadingShape, PageFrame, PageHeader } from '@postern/ui';
import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, Navigate, useSearchParams } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { useSession, useTakeSession } from '../session/use-session.ts';
import { Problem } from '../words/problem.tsx';
import { DemoSignIn } from './demo-sign-in.tsx';

/** Only paths of this portal: a `next` that leads elsewhere would make the sign-in page a redirector. */
const safePath = (next: string | null) => (next !== null && /^\/(?![/\\])/.test(next) ? next : '/queue');

export function SignInPage() {
  const api = usePortalApi();
  const session = useSession();
  const takeSession = useTakeSession();
  const [search] = useSearchParams();
  const signIn = useMutation({
    mutationFn: async () => {
      const { options } = await api.getSignInOptions();
      const response = await startAuthentication({
        optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
      });
      return api.signIn(response);
    },
    onSuccess: takeSession,
  });
  const demo = useMutation({ mutationFn: api.demoSignIn, onSuccess: takeSession });

  if (session.data?.staff) return <Navigate to={safePath(search.get('next'))} replace />;
  const error = signIn.error ?? demo.error ?? session.error;
  return (
    <PageFrame
      face="portal"
      width="narrow"
      footer={
        <>
          Not staff?{' '}
          <Anchor component={Link} to="/apply" size="xs" underline="always">
            Apply for an identity check
          </Anchor>
        </>
      }
    >
      <PageHeader
        title="Sign in"
        lead={session.data === undefined ? 'The desk of the bank' : `The desk of ${session.data.tenant.name}`}
      />
      <Stack gap="lg">
        {session.isPending ? <LoadingShape count={2} /> : null}
        <Button
          size="md"
          leftSection={<IconFingerprint size={20} stroke={1.6} />}
          loading={signIn.isPending}
          onClick={() => signIn.mutate()}
        >
          Use your passkey
        </Button>
        {error === null ? null : <Problem error={error} />}
        <Text size="xs" c="dimmed">
          No passkey yet? Open the one-time link that you were given. It enrols this device.
        </Text>
        {session.data === undefined || session.data.demoStaff.length === 0 ? null : (
          <DemoSignIn
            staff={session.data.demoStaff}
            busy={demo.isPending}
            onSignIn={(staffId) => demo.mutate(staffId)}
          />
        )}
      </Stack>
    </PageFrame>
  );
}
