import type { SessionState } from '@postern/protocol';
import type { Tone } from '@postern/ui';

/** States of a session in words, in the order of its life. */
export const SESSION_WORDS: Readonly<Record<SessionState, { label: string; tone: Tone }>> = {
  open: { label: 'Waits for a wallet', tone: 'waiting' },
  fetched: { label: 'Open in a wallet', tone: 'waiting' },
  verified: { label: 'Proven', tone: 'proven' },
  refused: { label: 'Refused', tone: 'refused' },
  declined: { label: 'Declined by the person', tone: 'quiet' },
  expired: { label: 'Ran out', tone: 'quiet' },
};
