import { Menu, Text, UnstyledButton } from '@mantine/core';
import type { Staff } from '@postern/protocol';
import { forgetDrafts } from '@postern/ui';
import { IconChevronDown, IconFingerprint, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { usePortalApi } from '../portal-context.ts';

const roles: Readonly<Record<Staff['role'], string>> = {
  analyst: 'Analyst',
  approver: 'Approver',
  auditor: 'Auditor',
};

/** Name and role of the member of staff, and the way out. */
export function StaffAccount({ staff }: { staff: Staff }) {
  const api = usePortalApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSettled: () => {
      client.clear();
      forgetDrafts();
      void navigate('/sign-in');
    },
  });
  return (
    <Menu position="top-start" width={208}>
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${staff.name}`} display="flex" style={{ alignItems: 'center', gap: 8 }}>
          <span>
            <Text size="sm" fw={560} truncate maw={150}>
              {staff.name}
            </Text>
            <Text size="xs" c="dimmed" visibleFrom="md">
              {roles[staff.role]}
            </Text>
          </span>
          <IconChevronDown size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<IconFingerprint size={16} />}>
          Passkeys, staff and keys
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
