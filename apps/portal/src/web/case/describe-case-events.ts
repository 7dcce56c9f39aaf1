import type { CaseDetail, CaseEvent } from '@postern/protocol';
import type { TimelineEvent } from '@postern/ui';
import { describeEvent } from '../words/event-words.ts';

const ahead: Partial<Record<CaseDetail['state'], readonly string[]>> = {
  submitted: ['Review', 'Proposal', 'Second approval', 'Credential'],
  in_review: ['Proposal', 'Second approval', 'Credential'],
  second_approval: ['Second approval', 'Credential'],
  approved: ['Credential'],
};

/** What one collection writes for each format, from the first step to the last. */
const collecting = ['credential_intent', 'credential_issued', 'credential_accepted'];

/** Longest pause within one collection, seconds. */
const COLLECTION_PAUSE = 600;

/** A line of the life, and the other file that it is about. */
export type LifeEvent = TimelineEvent & { otherCaseId?: string };

/** The life of a case as a line: what happened, oldest first, and the stages still ahead. */
export function describeCaseEvents(detail: Pick<CaseDetail, 'events' | 'state'>): LifeEvent[] {
  const past = foldCollections(detail.events.toSorted((a, b) => a.at - b.at)).map((event, index): LifeEvent => {
    const words = describeEvent({ kind: event.kind, isByApplicant: event.actor === undefined });
    return {
      key: `${event.at}-${index}`,
      title: words.title,
      at: event.at,
      tone: words.tone,
      ...(event.actor === undefined ? {} : { by: event.actor }),
      ...(event.note === undefined ? {} : { detail: event.note }),
      ...(event.otherCaseId === undefined ? {} : { otherCaseId: event.otherCaseId }),
    };
  });
  return [...past, ...(ahead[detail.state] ?? []).map((title) => ({ key: `ahead-${title}`, title }))];
}

/** A wallet collects one credential in several formats: that is one line, of the furthest step that it reached. */
function foldCollections(events: readonly CaseEvent[]): CaseEvent[] {
  const folded: CaseEvent[] = [];
  for (const event of events) {
    const last = folded.at(-1);
    const [step, reached] = [collecting.indexOf(event.kind), collecting.indexOf(last?.kind ?? '')];
    if (last === undefined || step < 0 || reached < 0 || event.at - last.at > COLLECTION_PAUSE) folded.push(event);
    else folded[folded.length - 1] = { ...event, kind: collecting[Math.max(step, reached)] ?? event.kind };
  }
  return folded;
}
