import { type DigitalCredentialSubmission, zDigitalCredentialAnswer } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { ProtocolRecord } from '../ports.ts';
import { acceptAnswer, type AnswerPorts } from '../presentation/answer-session.ts';
import { decryptAnswer } from '../presentation/open-answer.ts';
import { assertSessionOpen } from '../session/assert-session-open.ts';
import type { SessionRecord } from '../session/session.ts';

export type AnswerDigitalCredentialOptions = {
  protocol: ProtocolRecord;
  sessionId: string;
  submission: DigitalCredentialSubmission;
  ports: AnswerPorts;
};

/**
 * Takes what a page received from `navigator.credentials.get` (OpenID4VP 1.0 Appendix A.4). The protocol's own server
 * hands it in, so the session is bound to who started it; there is no `state` and no response code. Presentations are
 * made for `origin:` and the page's origin, which must be one registered for the protocol.
 *
 * @throws {SessionError} `ERR_SESSION_ORIGIN` a foreign page, `ERR_SESSION_ANSWER_UNREADABLE`, or as `answerSession`
 * @throws {PresentationError | PresentationMismatchError | PolicyRefusalError} refused; the session keeps the denial
 */
export async function answerDigitalCredential(options: AnswerDigitalCredentialOptions): Promise<void> {
  const { protocol, sessionId, submission, ports } = options;
  const session = await ports.sessions.find({ protocolId: protocol.protocolId, sessionId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such session.');
  assertSessionOpen(session, ports.clock.now());
  const origin = new URL(submission.origin).origin;
  if (origin !== submission.origin || !protocol.origins.includes(origin)) {
    throw new SessionError('ERR_SESSION_ORIGIN', 'The answer comes from a page that is not registered.');
  }
  const vpToken = await readVpToken({ session, data: submission.data, ports });
  const audience = `origin:${origin}`;
  await acceptAnswer({ session, protocol, vpToken, audience, responseUri: undefined, responseCode: undefined, ports });
}

async function readVpToken(options: {
  session: SessionRecord;
  data: DigitalCredentialSubmission['data'];
  ports: AnswerPorts;
}): Promise<unknown> {
  const { session, data, ports } = options;
  const parsed = zDigitalCredentialAnswer.safeParse(data);
  if (!parsed.success) throw new SessionError('ERR_SESSION_ANSWER_UNREADABLE', 'The answer cannot be read.');
  if (typeof parsed.data.response === 'string') {
    const payload = await decryptAnswer({ session, response: parsed.data.response, keys: ports.keys });
    return payload.vp_token;
  }
  if (session.encryption !== undefined) {
    throw new SessionError('ERR_SESSION_RESPONSE_MODE', 'This request takes encrypted answers only.');
  }
  return parsed.data.vp_token;
}
