import type { Session } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { Clock, SessionRepository } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';
import { ANSWERABLE_STATES, type SessionRecord } from './session.ts';

/** How long a presentation stays after its protocol first read it, in seconds. */
export const READ_GRACE_SECONDS = 120;

export type ReadSessionOptions = {
  protocolId: string;
  sessionId: string;
  /** Given when a person came back with one: it must then be the code of this very session. */
  responseCode?: string | undefined;
  ports: { sessions: SessionRepository; clock: Clock };
};

/**
 * A protocol's view of one of its sessions. Reading the presentation starts the short time after which it is deleted.
 *
 * @throws {SessionError} `ERR_SESSION_NOT_FOUND` (also for another protocol's session), `ERR_SESSION_RESPONSE_CODE`
 */
export async function readSession(options: ReadSessionOptions): Promise<Session> {
  const { protocolId, sessionId, responseCode, ports } = options;
  const session = await ports.sessions.find({ protocolId, sessionId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such session.');
  if (responseCode !== undefined && (await hashToken(responseCode)) !== session.responseCodeHash) {
    throw new SessionError('ERR_SESSION_RESPONSE_CODE', 'The response code belongs to another session.');
  }
  const now = ports.clock.now();
  const view = viewSession(session, now);
  if (view.presentation !== undefined) {
    await ports.sessions.shortenPresentation({ protocolId, sessionId, until: now + READ_GRACE_SECONDS });
  }
  return view;
}

/** The newest sessions of a protocol, without presentations. */
export async function listSessions(options: {
  protocolId: string;
  limit: number;
  ports: { sessions: SessionRepository; clock: Clock };
}): Promise<Omit<Session, 'presentation'>[]> {
  const { protocolId, limit, ports } = options;
  const now = ports.clock.now();
  return (await ports.sessions.list({ protocolId, limit })).map((session) => {
    const { presentation: _left, ...view } = viewSession(session, now);
    return view;
  });
}

/** The wire form of a session at a moment: a session that ran out says so before the sweep has been there. */
export function viewSession(session: SessionRecord, now: number): Session {
  const { sessionId, policyId, chainId, registry, account, createdAt, expiresAt, denial, presentation } = session;
  const isAnswerable = (ANSWERABLE_STATES as readonly string[]).includes(session.status);
  const isKept = session.presentationUntil !== undefined && now < session.presentationUntil;
  return {
    sessionId,
    state: isAnswerable && now >= expiresAt ? 'expired' : session.status,
    policyId,
    chainId,
    registry,
    account,
    createdAt,
    expiresAt,
    ...(presentation !== undefined && isKept && { presentation }),
    ...(denial !== undefined && { denial }),
  };
}
