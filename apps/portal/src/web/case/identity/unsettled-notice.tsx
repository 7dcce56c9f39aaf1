import { Text } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { Notice } from '@postern/ui';

/** An approved case beside which another file turned up: nothing is issued until somebody answers. */
export function UnsettledNotice({ detail }: { detail: CaseDetail }) {
  if (detail.state !== 'approved' || detail.candidates.length === 0) return null;
  return (
    <Notice tone="waiting" label="Not issued yet" title="Nothing is issued until this is answered">
      <Text mt={4}>
        Since the approval, another file turned up that may be this person's, and nobody said whether it is. A wallet
        that comes for the credential is refused.{' '}
        {detail.actions.includes('return')
          ? 'Send the case back to review: it is proposed and approved again, with the answer.'
          : 'An approver sends the case back to review: it is proposed and approved again, with the answer.'}
      </Text>
    </Notice>
  );
}
