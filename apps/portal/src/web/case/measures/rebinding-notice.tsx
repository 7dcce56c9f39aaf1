import { Anchor, Text } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { formatExactTime, Notice } from '@postern/ui';
import { Link } from 'react-router';

/** Another wallet is to take the place of the one that holds the live credential: until when that can be stopped, and how. */
export function RebindingNotice({ detail }: { detail: CaseDetail }) {
  const { rebinding } = detail;
  if (rebinding === undefined || rebinding.state === 'done' || rebinding.state === 'cancelled') return null;
  const isHeld = rebinding.state === 'held';
  return (
    <Notice
      tone={isHeld ? 'refused' : 'waiting'}
      label="Move to another wallet"
      title={isHeld ? 'The holder objected to the move' : 'Moving to another wallet'}
    >
      <Text mt={4}>
        {isHeld
          ? 'Nothing happens by itself any more. Two people decide: reinstate the earlier credential to stop the move, or revoke it to let the move go on.'
          : `The earlier credential is suspended and ends on ${formatExactTime({ at: rebinding.dueAt })}, or as soon as its wallet confirms. Two people can reinstate it until then, which stops the move.`}
      </Text>
      {rebinding.otherCaseIds.map((caseId) => (
        <Anchor key={caseId} component={Link} to={`/cases/${encodeURIComponent(caseId)}`} size="sm">
          The other file
        </Anchor>
      ))}
    </Notice>
  );
}
