import { Anchor } from '@mantine/core';
import type { CaseDetail } from '@postern/protocol';
import { Timeline } from '@postern/ui';
import { Link } from 'react-router';
import { describeCaseEvents } from './describe-case-events.ts';

/** What happened to the case, with the way to the other file where one is concerned. */
export function CaseLife({ detail }: { detail: CaseDetail }) {
  const events = describeCaseEvents(detail).map(({ otherCaseId, ...event }) =>
    otherCaseId === undefined
      ? event
      : {
          ...event,
          detail: (
            <>
              {event.detail}{' '}
              <Anchor component={Link} to={`/cases/${encodeURIComponent(otherCaseId)}`} inherit>
                Open the other file
              </Anchor>
            </>
          ),
        },
  );
  return <Timeline label="Life of the case" events={events} />;
}
