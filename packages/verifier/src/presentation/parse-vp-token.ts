import { type JsonValue, parseStrictJson, StrictJsonError } from '@postern/primitives';
import { PresentationError } from '@postern/proof/verify';

import { ZK_QUERY_ID } from '../session/create-request-object.ts';

/**
 * Takes the one presentation out of a `vp_token` (OpenID4VP 1.0 §8.1): an object with an array for our one query.
 *
 * @throws {PresentationError} `ERR_PRESENTATION_MALFORMED`
 */
export function parseVpToken(text: string): JsonValue {
  const token = readJson(text);
  const isObject = token !== null && typeof token === 'object' && !Array.isArray(token);
  const answers = isObject && Object.keys(token).join() === ZK_QUERY_ID ? token[ZK_QUERY_ID] : undefined;
  if (!Array.isArray(answers) || answers.length !== 1) {
    throw new PresentationError('ERR_PRESENTATION_MALFORMED', 'Expected exactly one presentation for the one query.');
  }
  return answers[0] as JsonValue;
}

function readJson(text: string): JsonValue {
  try {
    return parseStrictJson(text, { maxLength: 16_384 });
  } catch (cause) {
    if (!(cause instanceof StrictJsonError)) throw cause;
    throw new PresentationError('ERR_PRESENTATION_MALFORMED', 'The vp_token is not strict JSON.', { cause });
  }
}
