import { readIdempotencyKey } from '@postern/http-service';
import { type CreateSessionResponse, zCreateSessionResponse } from '@postern/protocol';
import { type CreatedSession, ProtocolError } from '@postern/verifier';
import type { Request } from 'express';
import { createHash } from 'node:crypto';

import type { VerifierContext } from './context.ts';

/** How long an equal request gets the equal answer; a session itself lives ten minutes. */
const LIFE_SECONDS = 3600;
const LABEL = 'idempotent-answer';

type Keep = (created: CreatedSession) => Promise<CreateSessionResponse>;

/**
 * Opens a session once for each `Idempotency-Key` of a protocol: the same request again gets the same session, result
 * key included. The answer is kept with the session in one transaction, sealed, because the result key is kept nowhere.
 *
 * @throws {ProtocolError} `ERR_IDEMPOTENCY_KEY_REUSED` the key was used with another request
 */
export async function openOnce(
  context: VerifierContext,
  options: {
    request: Request;
    protocolId: string;
    describe: Keep;
    open: (keep: (created: CreatedSession) => Promise<void>) => Promise<void>;
  },
): Promise<CreateSessionResponse> {
  const { sessions, answers, keyBox, clock } = context;
  const { describe, open } = options;
  const given = readIdempotencyKey(options.request);
  let answer: CreateSessionResponse | undefined;
  if (given === undefined) {
    await open(async (created) => {
      answer = await describe(created);
      await sessions.insert(created.session);
    });
    return zCreateSessionResponse.parse(answer);
  }
  const { requestHash } = given;
  const keyHash = createHash('sha256').update(`${options.protocolId}\n${given.key}`).digest('base64url');
  const label = `${LABEL}/${keyHash}`;
  const findKept = async (): Promise<CreateSessionResponse | undefined> => {
    const kept = await answers.find({ keyHash, now: clock.now() });
    if (kept === undefined) return undefined;
    if (kept.requestHash !== requestHash) {
      throw new ProtocolError('ERR_IDEMPOTENCY_KEY_REUSED', 'The key was used with another request.');
    }
    const plaintext = await keyBox.open({ label, sealed: kept.sealedAnswer });
    return zCreateSessionResponse.parse(JSON.parse(new TextDecoder().decode(plaintext)));
  };
  const known = await findKept();
  if (known !== undefined) return known;
  await open(async (created) => {
    const own = await describe(created);
    const plaintext = new TextEncoder().encode(JSON.stringify(own));
    const sealedAnswer = await keyBox.seal({ label, plaintext });
    const now = clock.now();
    const row = { keyHash, requestHash, sealedAnswer, expiresAt: now + LIFE_SECONDS };
    if (await answers.insertSession({ session: created.session, answer: row, now })) answer = own;
  });
  // An equal request beside this one was first: its session is the answer.
  return zCreateSessionResponse.parse(answer ?? (await findKept()));
}
