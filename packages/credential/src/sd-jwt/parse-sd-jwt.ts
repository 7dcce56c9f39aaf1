import { bytesToBase64Url } from '@postern/primitives';

import { sha256 } from '../jose/jwk-thumbprint.ts';
import { SdJwtError } from './sd-jwt-error.ts';

/** An SD-JWT in its parts, nothing of it believed yet. */
export type UnverifiedSdJwt = {
  /** The issuer-signed JWT. */
  jws: string;
  disclosures: readonly string[];
  /** The key binding JWT of a presentation. */
  keyBinding: string | undefined;
  /** Everything before the key binding JWT, with its last tilde: what `sd_hash` covers. */
  bound: string;
};

/** Characters and disclosures that are read at all. */
export const SD_JWT_LIMITS = { maxLength: 500_000, maxDisclosures: 1000 } as const;
const { maxLength: MAX_LENGTH, maxDisclosures: MAX_DISCLOSURES } = SD_JWT_LIMITS;

/**
 * Takes a compact SD-JWT apart (RFC 9901 §4).
 *
 * @throws {SdJwtError} not `<jws>~<disclosure>~…~[<kb-jwt>]`
 */
export function parseSdJwt(token: string): UnverifiedSdJwt {
  const parts = token.length > MAX_LENGTH ? [] : token.split('~', MAX_DISCLOSURES + 3);
  const [jws, ...disclosures] = parts;
  const last = disclosures.pop();
  const empty = disclosures.includes('');
  if (jws === undefined || jws === '' || last === undefined || empty || disclosures.length > MAX_DISCLOSURES) {
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'Expected a compact SD-JWT.');
  }
  const bound = token.slice(0, token.length - last.length);
  return { jws, disclosures, keyBinding: last === '' ? undefined : last, bound };
}

/** SHA-256 of text, base64url: `sd_hash` and `transaction_data_hashes`. */
export async function hashText(text: string): Promise<string> {
  return bytesToBase64Url(await sha256(text));
}
