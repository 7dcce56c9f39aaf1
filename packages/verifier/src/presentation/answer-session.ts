import { bytesToBase64Url, PosternError } from '@postern/primitives';
import type { DirectPost } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { ChainReader, Clock, ProofVerifier, Random, SessionRepository } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';
import { assertSessionOpen } from '../session/assert-session-open.ts';
import type { SessionRecord } from '../session/session.ts';
import { READ_GRACE_SECONDS } from '../session/read-session.ts';
import { createDenial } from './create-denial.ts';
import { parseVpToken } from './parse-vp-token.ts';
import { verifyPresentation } from './verify-presentation.ts';

export type AnswerSessionOptions = {
  protocolId: string;
  requestId: string;
  answer: DirectPost;
  ports: { sessions: SessionRepository; chain: ChainReader; proofs: ProofVerifier; clock: Clock; random: Random };
};

export type AnsweredSession = {
  status: 'verified' | 'declined';
  /** Where the wallet sends the person now, with a fresh response code in the fragment. */
  redirectUri?: string;
};

/**
 * Takes a wallet's `direct_post` (OpenID4VP 1.0 §8.2). The session is consumed last and atomically, so a refused
 * presentation can be followed by a better one, and of two good ones exactly one counts. Until `state` has matched,
 * nothing is written: a stranger cannot leave marks in a session.
 *
 * @throws {SessionError} no such session, run out, answered before, or a foreign `state`
 * @throws {PresentationError | PresentationMismatchError | PolicyRefusalError} refused; the session keeps the denial
 */
export async function answerSession(options: AnswerSessionOptions): Promise<AnsweredSession> {
  const { protocolId, requestId, answer, ports } = options;
  const session = await ports.sessions.findByRequest({ protocolId, requestId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such request.');
  assertSessionOpen(session, ports.clock.now());
  if (answer.state !== session.requestState) {
    throw new SessionError('ERR_SESSION_STATE_MISMATCH', 'The answer belongs to another request.');
  }
  if (!isPresentation(answer)) return declineSession(session, ports);

  const presentation = await verifyOrRefuse(session, answer.vp_token, ports);
  const code = session.returnUrl === undefined ? undefined : bytesToBase64Url(ports.random.bytes(24));
  const now = ports.clock.now();
  const isConsumed = await ports.sessions.consume({
    protocolId,
    sessionId: session.sessionId,
    now,
    presentation,
    presentationUntil: Math.max(session.expiresAt, now + READ_GRACE_SECONDS),
    responseCodeHash: code === undefined ? undefined : await hashToken(code),
  });
  if (!isConsumed) throw new SessionError('ERR_SESSION_CLOSED', 'The request was answered before.');
  return { status: 'verified', ...redirect(session, code) };
}

async function verifyOrRefuse(session: SessionRecord, vpToken: string, ports: AnswerSessionOptions['ports']) {
  const { protocolId, sessionId } = session;
  try {
    return await verifyPresentation({ session, presentation: parseVpToken(vpToken), ports });
  } catch (error) {
    const denial = error instanceof PosternError ? createDenial(error) : undefined;
    if (denial !== undefined) {
      await ports.sessions.refuse({ protocolId, sessionId, now: ports.clock.now(), denial });
    }
    throw error;
  }
}

async function declineSession(session: SessionRecord, ports: AnswerSessionOptions['ports']): Promise<AnsweredSession> {
  const { protocolId, sessionId } = session;
  const isDeclined = await ports.sessions.decline({ protocolId, sessionId, now: ports.clock.now() });
  if (!isDeclined) throw new SessionError('ERR_SESSION_CLOSED', 'The request was answered before.');
  return { status: 'declined', ...redirect(session, undefined) };
}

/** `DirectPost` members are open objects: only `vp_token` as text makes a presentation. */
function isPresentation(answer: DirectPost): answer is Extract<DirectPost, { vp_token: string }> {
  return typeof answer.vp_token === 'string';
}

function redirect(session: SessionRecord, code: string | undefined): { redirectUri?: string } {
  if (session.returnUrl === undefined) return {};
  return { redirectUri: code === undefined ? session.returnUrl : `${session.returnUrl}#response_code=${code}` };
}
