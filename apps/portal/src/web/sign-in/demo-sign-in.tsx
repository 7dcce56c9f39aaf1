import { Box, Button, Group, Text, Title } from '@mantine/core';
import type { StaffSession } from '@postern/protocol';

export type DemoSignInProps = {
  staff: StaffSession['demoStaff'];
  busy: boolean;
  onSignIn: (staffId: string) => void;
};

/** Sign-in without a passkey. The issuer offers it on a local chain only; here it is marked so that nobody takes it for the real one. */
export function DemoSignIn({ staff, busy, onSignIn }: DemoSignInProps) {
  return (
    <Box
      component="section"
      aria-labelledby="demo-sign-in"
      p="md"
      style={{
        border: '1px dashed var(--postern-amber-mark)',
        borderRadius: 'var(--mantine-radius-md)',
        background: 'var(--postern-amber-tint)',
      }}
    >
      <Title order={2} size="h4" id="demo-sign-in" c="var(--postern-amber)">
        Demo sign-in, local chain only
      </Title>
      <Text size="xs" mt={4} mb="sm">
        For machines without a passkey. Decisions made this way carry no signature, and a real chain refuses it.
      </Text>
      <Group gap="xs">
        {staff.map((member) => (
          <Button
            key={member.staffId}
            variant="default"
            size="xs"
            disabled={busy}
            onClick={() => onSignIn(member.staffId)}
          >
            {member.name}
          </Button>
        ))}
      </Group>
    </Box>
  );
}
