import { type AuthorizationRequest, type EncryptionJwk, zEncryptionJwk } from '@postern/protocol';

import { HolderError } from '../error.ts';

/** The key and method that an answer is encrypted with. */
export type AnswerEncryption = { key: EncryptionJwk; enc: 'A128GCM' | 'A256GCM' };

/** Strongest first. */
const METHODS = ['A256GCM', 'A128GCM'] as const;

/**
 * Picks from the verifier's metadata what this wallet can encrypt with (OpenID4VP 1.0 §8.3); A128GCM is meant when the
 * verifier names no method.
 *
 * @returns undefined when the verifier wants the answer in the clear
 * @throws {HolderError} ERR_REQUEST_ENCRYPTION the verifier wants it encrypted in a way that this wallet cannot
 */
export function chooseEncryption(request: AuthorizationRequest): AnswerEncryption | undefined {
  if (request.response_mode !== 'direct_post.jwt') return undefined;
  const { jwks, encrypted_response_enc_values_supported: wanted = ['A128GCM'] } = request.client_metadata ?? {};
  const enc = METHODS.find((method) => wanted.includes(method));
  const key = (jwks?.keys ?? []).map((candidate) => zEncryptionJwk.safeParse(candidate)).find(({ success }) => success);
  if (enc === undefined || key?.data === undefined) {
    throw new HolderError('ERR_REQUEST_ENCRYPTION', 'The answer cannot be encrypted as the verifier wants it.');
  }
  return { key: key.data, enc };
}
