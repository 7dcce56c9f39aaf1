import { Stack } from '@mantine/core';
import { PageHeader, type PageHeaderProps } from '@postern/ui';
import type { ReactNode } from 'react';

/** Header and one column of parts. */
export function Page({ children, ...header }: PageHeaderProps & { children?: ReactNode }) {
  return (
    <>
      <PageHeader {...header} />
      <Stack gap="xl">{children}</Stack>
    </>
  );
}
