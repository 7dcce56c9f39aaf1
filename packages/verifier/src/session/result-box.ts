import { decryptCompactJwe, encryptCompactJwe, type JsonObject } from '@postern/credential';
import { type PresentedCredential, zPresentedCredential } from '@postern/protocol';
import { z } from 'zod';

import { SessionError } from '../errors.ts';
import type { SessionKeys } from '../ports.ts';
import { hashToken } from '../protocol/hash-token.ts';
import type { SessionRecord } from './session.ts';

const zResult = z.strictObject({ credentials: z.array(zPresentedCredential) });

/**
 * Seals shown claims to the key that only the protocol holds, so that the database never has them in a readable form.
 *
 * @returns compact JWE; undefined when no claims were shown
 */
export async function sealResult(options: {
  session: Pick<SessionRecord, 'resultJwk'>;
  credentials: readonly PresentedCredential[];
}): Promise<string | undefined> {
  const { session, credentials } = options;
  if (session.resultJwk === undefined || credentials.length === 0) return undefined;
  const payload = zResult.parse({ credentials }) as JsonObject;
  return encryptCompactJwe({ payload, recipient: session.resultJwk, enc: 'A256GCM' });
}

/**
 * Checks a result key against its session; opening comes after the result was taken out of the database.
 *
 * @throws {SessionError} `ERR_SESSION_RESULT_KEY` not the key that was handed out for this session
 */
export async function openResultKey(options: {
  session: Pick<SessionRecord, 'resultJwk'>;
  resultKey: string;
  keys: SessionKeys;
}): Promise<(sealed: string) => Promise<PresentedCredential[]>> {
  const { session, resultKey, keys } = options;
  const publicJwk = session.resultJwk;
  if (publicJwk === undefined || (await hashToken(resultKey)) !== publicJwk.kid) {
    throw new SessionError('ERR_SESSION_RESULT_KEY', 'The result key belongs to another session.');
  }
  const privateKey = await keys.openResultKey({ publicJwk, resultKey });
  return async (jwe) => {
    const { payload } = await decryptCompactJwe({ jwe, privateKey, kid: publicJwk.kid });
    return zResult.parse(payload).credentials;
  };
}
