import { Text } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { Notice, RelativeTime } from '@postern/ui';

/** One person stopped the credential, and two have not looked yet. */
export function EmergencyNotice({ emergency }: { emergency: NonNullable<CaseDetail['emergency']> }) {
  return (
    <Notice
      tone="refused"
      label="Emergency suspension"
      title={
        emergency.overdue
          ? 'Suspended in an emergency, unconfirmed for more than 24 hours'
          : 'Suspended in an emergency'
      }
    >
      <Text mt={4}>
        {emergency.by.name} suspended it alone <RelativeTime at={emergency.since} />. It does not end by itself: two
        people confirm or lift it{emergency.overdue ? ' now' : ' within 24 hours'}.
      </Text>
    </Notice>
  );
}
