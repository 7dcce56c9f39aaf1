import { SessionError } from '../errors.ts';
import { ANSWERABLE_STATES, type SessionRecord } from './session.ts';

/**
 * @throws {SessionError} `ERR_SESSION_CLOSED` answered or declined before, `ERR_SESSION_EXPIRED` its time is over
 */
export function assertSessionOpen(session: SessionRecord, now: number): void {
  if (session.status === 'expired' || (isAnswerable(session) && now >= session.expiresAt)) {
    throw new SessionError('ERR_SESSION_EXPIRED', 'The request has run out: ask the site for a new one.');
  }
  if (!isAnswerable(session)) {
    throw new SessionError('ERR_SESSION_CLOSED', 'The request was answered before.');
  }
}

function isAnswerable(session: SessionRecord): boolean {
  return (ANSWERABLE_STATES as readonly string[]).includes(session.status);
}
