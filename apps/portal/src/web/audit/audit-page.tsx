import { Tabs } from '@mantine/core';
import { PageHeader } from '@postern/ui';
import { useSearchParams } from 'react-router';
import { AuditLog } from './audit-log.tsx';
import { IdentityAnswers } from './identity-answers.tsx';

/** What an auditor reads: the log itself, and the answers to "is this the same person?". */
export function AuditPage() {
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') === 'identity' ? 'identity' : 'log';
  return (
    <>
      <PageHeader
        title="Audit log"
        lead={
          view === 'log'
            ? 'Who did what, newest first. Each line is hashed over the one before, so a changed or missing line shows.'
            : 'Who took two files for one person or for two, and the answers drawn for a second look.'
        }
      />
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(value) => setSearch(value === 'identity' ? { view: value } : {}, { replace: true })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="identity">Same person?</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log">
          <AuditLog />
        </Tabs.Panel>
        <Tabs.Panel value="identity">
          <IdentityAnswers />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
