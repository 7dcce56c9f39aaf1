import { Text } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { Notice } from '@postern/ui';

const parts: Readonly<Record<NonNullable<CaseDetail['approvalBroken']>, string>> = {
  application: 'the application',
  assessment: 'the assessment',
  proposal: 'the proposal that the first person signed',
  approval: 'the approval that the second person signed',
  log: 'the log entry of the approval',
  record: 'the record that credentials are made from',
};

/** An alarm: somebody changed the stored file behind the back of the two people who signed it. */
export function BrokenApprovalNotice({ detail }: { detail: CaseDetail }) {
  if (detail.approvalBroken === undefined) return null;
  return (
    <Notice tone="refused" label="Alarm" title="This file is not what two people approved">
      <Text mt={4}>
        In the stored data, {parts[detail.approvalBroken]} no longer agrees with what was signed. Nothing is issued from
        it, and a wallet that comes for a credential is refused. Tell whoever runs the bank’s systems before anybody
        decides again.
      </Text>
    </Notice>
  );
}
