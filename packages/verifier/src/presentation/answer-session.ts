import { bytesToBase64Url, PosternError } from '@postern/primitives';
import type { DirectPost } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { ProtocolRecord, Random, SessionKeys, SessionRepository } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';
import { assertSessionOpen } from '../session/assert-session-open.ts';
import { identifyClient } from '../session/create-request-object.ts';
import { READ_GRACE_SECONDS } from '../session/read-session.ts';
import { responseUri } from '../session/request-addresses.ts';
import { sealResult } from '../session/result-box.ts';
import type { SessionRecord } from '../session/session.ts';
import { createDenial } from './create-denial.ts';
import { describeWalletError } from './describe-wallet-error.ts';
import { openAnswer } from './open-answer.ts';
import { parseVpToken } from './parse-vp-token.ts';
import { verifyAnswer, type VerifyAnswerPorts } from './verify-answer.ts';

export type AnswerPorts = VerifyAnswerPorts & { sessions: SessionRepository; keys: SessionKeys; random: Random };

export type AnswerSessionOptions = {
  protocol: ProtocolRecord;
  requestId: string;
  answer: DirectPost;
  publicUrl: string;
  ports: AnswerPorts;
};

export type AnsweredSession = {
  /** `failed`: the wallet could not answer and said why; the session keeps that, and another answer may follow. */
  status: 'verified' | 'declined' | 'failed';
  /** Where the wallet sends the person now, with a fresh response code in the fragment. */
  redirectUri?: string;
};

/**
 * Takes a wallet's `direct_post` or `direct_post.jwt` (OpenID4VP 1.0 §8.2, §8.3). The session is consumed last and
 * atomically, so a refused presentation can be followed by a better one, and of two good ones exactly one counts. Until
 * `state` has matched, nothing is written: a stranger cannot leave marks in a session.
 *
 * @throws {SessionError} no such session, run out, answered before, a foreign `state`, or an envelope that does not open
 * @throws {PresentationError | PresentationMismatchError | PolicyRefusalError} refused; the session keeps the denial
 * @throws {VerifierUnavailableError} nothing could be decided; the session stays as it was
 */
export async function answerSession(options: AnswerSessionOptions): Promise<AnsweredSession> {
  const { protocol, requestId, publicUrl, ports } = options;
  const { protocolId } = protocol;
  const session = await ports.sessions.findByRequest({ protocolId, requestId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such request.');
  assertSessionOpen(session, ports.clock.now());
  const { state, content } = await openAnswer({ session, answer: options.answer, keys: ports.keys });
  if (state !== session.requestState) {
    throw new SessionError('ERR_SESSION_STATE_MISMATCH', 'The answer belongs to another request.');
  }
  if ('error' in content) return endByWallet(session, content.error, ports);

  const { clientId: audience } = await identifyClient({ protocol, session, publicUrl });
  const address = responseUri({ publicUrl, slug: protocol.slug, requestId });
  const code = session.returnUrl === undefined ? undefined : bytesToBase64Url(ports.random.bytes(24));
  const { vpToken } = content;
  await acceptAnswer({ session, protocol, vpToken, audience, responseUri: address, responseCode: code, ports });
  return { status: 'verified', ...redirect(session, code) };
}

export type AcceptAnswerOptions = {
  session: SessionRecord;
  protocol: ProtocolRecord;
  vpToken: unknown;
  /** Whom presentations must have been made for. */
  audience: string;
  /** Where the wallet posted; undefined over the Digital Credentials API. */
  responseUri: string | undefined;
  responseCode: string | undefined;
  ports: AnswerPorts;
};

/** Verifies a `vp_token` and consumes the session, whichever way the answer came. */
export async function acceptAnswer(options: AcceptAnswerOptions): Promise<void> {
  const { session, responseCode, ports } = options;
  const { protocolId, sessionId } = session;
  const { answered, presentation, proven, proofStatus, credentials } = await verifyOrRefuse(options);
  const now = ports.clock.now();
  const isConsumed = await ports.sessions.consume({
    protocolId,
    sessionId,
    now,
    answered,
    presentation,
    proven,
    proofStatus,
    sealedResult: await sealResult({ session, credentials }),
    presentationUntil: Math.max(session.expiresAt, now + READ_GRACE_SECONDS),
    responseCodeHash: responseCode === undefined ? undefined : await hashToken(responseCode),
  });
  if (!isConsumed) throw new SessionError('ERR_SESSION_CLOSED', 'The request was answered before.');
}

async function verifyOrRefuse({ vpToken, ...options }: AcceptAnswerOptions) {
  const { session, ports } = options;
  const { protocolId, sessionId } = session;
  try {
    return await verifyAnswer({ ...options, vpToken: parseVpToken(vpToken) });
  } catch (error) {
    const denial = error instanceof PosternError ? createDenial(error) : undefined;
    if (denial !== undefined) {
      await ports.sessions.refuse({ protocolId, sessionId, now: ports.clock.now(), denial });
    }
    throw error;
  }
}

async function endByWallet(session: SessionRecord, error: string, ports: AnswerPorts): Promise<AnsweredSession> {
  const { protocolId, sessionId } = session;
  const denial = describeWalletError(error);
  if (denial !== undefined) {
    await ports.sessions.refuse({ protocolId, sessionId, now: ports.clock.now(), denial });
    return { status: 'failed', ...redirect(session, undefined) };
  }
  const isDeclined = await ports.sessions.decline({ protocolId, sessionId, now: ports.clock.now() });
  if (!isDeclined) throw new SessionError('ERR_SESSION_CLOSED', 'The request was answered before.');
  return { status: 'declined', ...redirect(session, undefined) };
}

function redirect(session: SessionRecord, code: string | undefined): { redirectUri?: string } {
  if (session.returnUrl === undefined) return {};
  return { redirectUri: code === undefined ? session.returnUrl : `${session.returnUrl}#response_code=${code}` };
}
