import type { CaseDetail, CaseEvent } from '@postern/protocol';
import type { TimelineEvent } from '@postern/ui';
import { describeEvent } from '../words/event-words.ts';

const ahead: Partial<Record<CaseDetail['state'], readonly string[]>> = {
  submitted: ['Review', 'Proposal', 'Second approval', 'Credential'],
  in_review: ['Proposal', 'Second approval', 'Credential'],
  second_approval: ['Second approval', 'Credential'],
  approved: ['Credential'],
};

/** The life of a case as a line: what happened, oldest first, and the stages still ahead. */
export function describeCaseEvents(detail: Pick<CaseDetail, 'events' | 'state'>): TimelineEvent[] {
  const past = detail.events
    .toSorted((a, b) => a.at - b.at)
    .map((event: CaseEvent, index): TimelineEvent => {
      const words = describeEvent(event.kind);
      return {
        key: `${event.at}-${index}`,
        title: words.title,
        at: event.at,
        tone: words.tone,
        ...(event.actor === undefined ? {} : { by: event.actor }),
        ...(event.note === undefined ? {} : { detail: event.note }),
      };
    });
  return [...past, ...(ahead[detail.state] ?? []).map((title) => ({ key: `ahead-${title}`, title }))];
}
