import { decryptCompactJwe, JweError, type JsonObject } from '@postern/credential';
import { type DirectPost, zEncryptedAnswer } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { SessionKeys } from '../ports.ts';
import type { SessionRecord } from '../session/session.ts';

/** A wallet's answer out of its envelope; nothing of it is believed yet. */
export type OpenedAnswer = { state: string | undefined; content: { vpToken: unknown } | { error: string } };

/**
 * Takes an answer out of its envelope (OpenID4VP 1.0 §8.2, §8.3). A session that gave a key takes presentations only
 * under it; a wallet's error may come in the clear, because a wallet that cannot encrypt says so that way.
 *
 * @throws {SessionError} `ERR_SESSION_RESPONSE_MODE` in the clear where it must be encrypted or the reverse,
 *   `ERR_SESSION_ANSWER_UNREADABLE` not encrypted to this session's key, or not an answer inside
 */
export async function openAnswer(options: {
  session: Pick<SessionRecord, 'encryption'>;
  answer: DirectPost;
  keys: SessionKeys;
}): Promise<OpenedAnswer> {
  const { session, answer, keys } = options;
  if (typeof answer.response === 'string') {
    const payload = await decryptAnswer({ session, response: answer.response, keys });
    const parsed = zEncryptedAnswer.safeParse(payload);
    if (!parsed.success) throw new SessionError('ERR_SESSION_ANSWER_UNREADABLE', 'The answer cannot be read.');
    const { state, error, vp_token: vpToken } = parsed.data;
    return { state, content: typeof error === 'string' ? { error } : { vpToken } };
  }
  const state = typeof answer.state === 'string' ? answer.state : undefined;
  if (typeof answer.vp_token !== 'string') return { state, content: { error: String(answer.error) } };
  if (session.encryption !== undefined) {
    throw new SessionError('ERR_SESSION_RESPONSE_MODE', 'This request takes encrypted answers only.');
  }
  return { state, content: { vpToken: answer.vp_token } };
}

/** Payload of an answer encrypted to a session's own key. @throws {SessionError} */
export async function decryptAnswer(options: {
  session: Pick<SessionRecord, 'encryption'>;
  response: string;
  keys: SessionKeys;
}): Promise<JsonObject> {
  const { session, response, keys } = options;
  if (session.encryption === undefined) {
    throw new SessionError('ERR_SESSION_RESPONSE_MODE', 'This request takes answers in the clear.');
  }
  const privateKey = await keys.openEncryptionKey(session.encryption);
  try {
    const { kid } = session.encryption.publicJwk;
    return (await decryptCompactJwe({ jwe: response, privateKey, kid })).payload;
  } catch (cause) {
    if (!(cause instanceof JweError)) throw cause;
    throw new SessionError('ERR_SESSION_ANSWER_UNREADABLE', 'The answer cannot be read.', { cause });
  }
}
