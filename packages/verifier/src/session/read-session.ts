import { type PresentedCredential, type Session, type SessionList, zSessionList } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { Clock, SessionKeys, SessionRepository } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';
import { openResultKey } from './result-box.ts';
import { ANSWERABLE_STATES, type SessionRecord } from './session.ts';

/** How long a presentation stays after its protocol first read it, in seconds. */
export const READ_GRACE_SECONDS = 120;

/** A session without anything presented. */
type SessionView = Omit<Session, 'presentation' | 'proven' | 'credentials'>;

export type ReadSessionOptions = {
  protocolId: string;
  sessionId: string;
  /** The code that a person came back with: it must be this very session's. */
  responseCode?: string | undefined;
  /** Handed out when the session was opened; claims are given to the first call that brings it, and to no other. */
  resultKey?: string | undefined;
  ports: { sessions: SessionRepository; keys: SessionKeys; clock: Clock };
};

/**
 * A protocol's view of one of its sessions. What was presented is given only to who may have it: a session that sends
 * the person back gives it against the response code alone, so that nobody collects what another person presented on
 * another device (session fixation). Reading a proof starts the short time after which it is deleted; reading claims
 * deletes them.
 *
 * @throws {SessionError} `ERR_SESSION_NOT_FOUND` (also for another protocol's session), `ERR_SESSION_RESPONSE_CODE`,
 *   `ERR_SESSION_RESULT_KEY`
 */
export async function readSession(options: ReadSessionOptions): Promise<Session> {
  const { protocolId, sessionId, responseCode, resultKey, ports } = options;
  const session = await ports.sessions.find({ protocolId, sessionId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such session.');
  if (responseCode !== undefined && (await hashToken(responseCode)) !== session.responseCodeHash) {
    throw new SessionError('ERR_SESSION_RESPONSE_CODE', 'The response code belongs to another session.');
  }
  const now = ports.clock.now();
  const view = viewSession(session, now);
  // Checked before anything is taken: a wrong key costs nothing.
  const open = resultKey === undefined ? undefined : await openResultKey({ session, resultKey, keys: ports.keys });
  const isWithheld = session.responseCodeHash !== undefined && responseCode === undefined;
  if (view.state !== 'verified' || isWithheld) return view;

  const presentation = isKept(session, now) ? session.presentation : undefined;
  const proven = isKept(session, now) ? session.proven : undefined;
  if (presentation !== undefined || proven !== undefined) {
    await ports.sessions.shortenPresentation({ protocolId, sessionId, until: now + READ_GRACE_SECONDS });
  }
  const sealed = open === undefined ? undefined : await ports.sessions.takeResult({ protocolId, sessionId, now });
  const credentials: PresentedCredential[] | undefined = sealed === undefined ? undefined : await open?.(sealed);
  return {
    ...view,
    ...(presentation !== undefined && { presentation }),
    ...(proven !== undefined && { proven }),
    ...(credentials !== undefined && { credentials }),
  };
}

const zListed = zSessionList.shape.sessions.element;

/** The newest sessions of a protocol, without anything presented. One that cannot be read is left out and reported. */
export async function listSessions(options: {
  protocolId: string;
  limit: number;
  ports: { sessions: SessionRepository; clock: Clock; onUnreadable: (row: { table: string; id: string }) => void };
}): Promise<SessionList> {
  const { protocolId, limit, ports } = options;
  const now = ports.clock.now();
  const rows = await ports.sessions.list({ protocolId, limit });
  const sessions = rows.flatMap((session) => {
    const shown = zListed.safeParse(viewSession(session, now));
    if (shown.success) return [shown.data];
    ports.onUnreadable({ table: 'session', id: session.sessionId });
    return [];
  });
  const unreadable = rows.length - sessions.length;
  return { sessions, ...(unreadable > 0 && { unreadable }) };
}

/** The wire form of a session at a moment: a session that ran out says so before the sweep has been there. */
function viewSession(session: SessionRecord, now: number): SessionView {
  const { sessionId, policy, createdAt, expiresAt, denial, answered = [], proofStatus } = session;
  const isAnswerable = (ANSWERABLE_STATES as readonly string[]).includes(session.status);
  return {
    sessionId,
    state: isAnswerable && now >= expiresAt ? 'expired' : session.status,
    ...policy,
    createdAt,
    expiresAt,
    ...(answered.length > 0 && { answered: [...answered] }),
    ...(proofStatus !== undefined && { proofStatus }),
    ...(denial !== undefined && { denial }),
  };
}

function isKept(session: SessionRecord, now: number): boolean {
  return session.presentationUntil !== undefined && now < session.presentationUntil;
}
