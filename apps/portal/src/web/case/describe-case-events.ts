import type { CaseDetail, CaseEvent } from '@postern/protocol';
import type { TimelineEvent, Tone } from '@postern/ui';

const kinds: Readonly<Record<string, { title: string; tone: Tone }>> = {
  submitted: { title: 'Application received', tone: 'quiet' },
  start_review: { title: 'Review started', tone: 'quiet' },
  propose: { title: 'Approval proposed', tone: 'proven' },
  approve: { title: 'Approved', tone: 'proven' },
  return: { title: 'Sent back to review', tone: 'waiting' },
  reject: { title: 'Rejected', tone: 'refused' },
  offer_created: { title: 'Credential offered', tone: 'proven' },
  offer_locked: { title: 'Offer locked after wrong codes', tone: 'refused' },
  credential_issued: { title: 'Credential received by a wallet', tone: 'proven' },
  credential_accepted: { title: 'Wallet confirmed the credential', tone: 'proven' },
  suspend: { title: 'Suspended', tone: 'waiting' },
  reinstate: { title: 'Reinstated', tone: 'proven' },
  revoke: { title: 'Revoked', tone: 'refused' },
  status_anchored: { title: 'Change anchored on chain', tone: 'quiet' },
};

const readable = (kind: string) => {
  const words = kind.replaceAll(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

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
      const known = kinds[event.kind];
      return {
        key: `${event.at}-${index}`,
        title: known?.title ?? readable(event.kind),
        at: event.at,
        tone: known?.tone ?? 'quiet',
        ...(event.actor === undefined ? {} : { by: event.actor }),
        ...(event.note === undefined ? {} : { detail: event.note }),
      };
    });
  return [...past, ...(ahead[detail.state] ?? []).map((title) => ({ key: `ahead-${title}`, title }))];
}
