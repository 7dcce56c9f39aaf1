import { parseStrictJson, StrictJsonError } from '@postern/primitives';
import { PresentationError } from '@postern/proof/verify';
import { type VpToken, zVpToken } from '@postern/protocol';

/**
 * Reads a `vp_token` (OpenID4VP 1.0 §8.1): a JSON object of arrays, each member a text or an object.
 *
 * @param given text of a form field, or the object out of an encrypted or Digital Credentials answer
 * @throws {PresentationError} `ERR_PRESENTATION_MALFORMED`
 */
export function parseVpToken(given: unknown): VpToken {
  const parsed = zVpToken.safeParse(typeof given === 'string' ? readJson(given) : given);
  if (!parsed.success || Object.keys(parsed.data).length === 0) {
    throw new PresentationError('ERR_PRESENTATION_MALFORMED', 'Expected an object with arrays of presentations.');
  }
  return parsed.data;
}

function readJson(text: string): unknown {
  try {
    return parseStrictJson(text, { maxLength: 100_000 });
  } catch (cause) {
    if (!(cause instanceof StrictJsonError)) throw cause;
    throw new PresentationError('ERR_PRESENTATION_MALFORMED', 'The vp_token is not strict JSON.', { cause });
  }
}
