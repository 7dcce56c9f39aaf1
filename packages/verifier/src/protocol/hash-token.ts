import { sha256 } from '@postern/credential';
import { bytesToBase64Url } from '@postern/primitives';

/** SHA-256 of a random token, base64url. For tokens of 128 bits and more: nothing to guess, so no slow hash. */
export async function hashToken(token: string): Promise<string> {
  return bytesToBase64Url(await sha256(token));
}
