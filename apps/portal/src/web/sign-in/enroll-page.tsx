import { Button, Stack, Text } from '@mantine/core';
import { ErrorState, PageFrame, PageHeader } from '@postern/ui';
import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { usePortalApi } from '../portal-context.ts';
import { useTakeSession } from '../session/use-session.ts';
import { Problem } from '../words/problem.tsx';

/** Enrols a passkey for the member of staff whom the one-time link names. The token is in the fragment, which no server log sees. */
export function EnrollPage() {
  const api = usePortalApi();
  const navigate = useNavigate();
  const takeSession = useTakeSession();
  const token = decodeURIComponent(useLocation().hash.slice(1));
  const enrol = useMutation({
    mutationFn: async () => {
      const { options } = await api.getEnrolmentOptions(token);
      const response = await startRegistration({
        optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
      });
      return api.enrol({ token, response });
    },
    onSuccess: (session) => {
      takeSession(session);
      void navigate('/queue', { replace: true });
    },
  });

  return (
    <PageFrame face="portal" width="narrow">
      <PageHeader
        title="Enrol your passkey"
        lead="From now on you sign in, and sign your decisions, with this device: fingerprint, face or PIN. The link works once."
      />
      {token === '' ? (
        <ErrorState
          title="This link is not complete"
          meaning="The part after the # is the one-time key, and it is missing."
          remedy="Open the link exactly as you got it, or ask for a new one."
        />
      ) : (
        <Stack>
          <Button
            size="md"
            leftSection={<IconFingerprint size={20} stroke={1.6} />}
            loading={enrol.isPending}
            onClick={() => enrol.mutate()}
          >
            Create the passkey
          </Button>
          {enrol.isError ? <Problem error={enrol.error} /> : null}
          <Text size="xs" c="dimmed">
            The bank gets a public key only. What unlocks it stays on your device.
          </Text>
        </Stack>
      )}
    </PageFrame>
  );
}
