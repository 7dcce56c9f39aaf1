import { Button, Stack, Text } from '@mantine/core';
import type { ProtocolView } from '@postern/protocol';
import { DeskFrame, useFocusOnNavigation } from '@postern/ui';
import {
  IconCode,
  IconFileCertificate,
  IconGauge,
  IconListDetails,
  IconPencil,
  IconUserCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';

const icon = { size: 18, stroke: 1.6 };
const PAGES = [
  { href: '/', label: 'Overview', icon: <IconGauge {...icon} /> },
  { href: '/sessions', label: 'Sessions', icon: <IconListDetails {...icon} /> },
  { href: '/policies', label: 'Policies', icon: <IconFileCertificate {...icon} /> },
  { href: '/write', label: 'Write a policy', icon: <IconPencil {...icon} /> },
  { href: '/access', label: 'Check an account', icon: <IconUserCheck {...icon} /> },
  { href: '/integrate', label: 'Integrate', icon: <IconCode {...icon} /> },
];

export type ConsoleAreaProps = { protocol: ProtocolView; onSignOut: () => void; children: ReactNode };

/** The frame around the pages of a signed-in protocol. */
export function ConsoleArea({ protocol, onSignOut, children }: ConsoleAreaProps) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useFocusOnNavigation(pathname);
  return (
    <DeskFrame
      face="console"
      organisation={protocol.name}
      items={PAGES.map((page) => ({ ...page, active: pathname === page.href }))}
      onNavigate={(href) => void navigate(href)}
      account={
        <Stack gap={4} align="flex-start">
          <Text size="sm" c="dimmed" visibleFrom="sm">
            Signed in by API key
          </Text>
          <Button variant="default" size="xs" onClick={onSignOut}>
            Forget the key
          </Button>
        </Stack>
      }
    >
      {children}
    </DeskFrame>
  );
}
