import { encryptCompactJwe, type JsonObject } from '@postern/credential';
import { zDirectPostResponse, zProblem } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { fetchJson } from '../http/fetch-json.ts';
import { isOutage } from '../http/is-outage.ts';
import type { HttpClient } from '../ports.ts';
import type { VerifiedRequest } from './fetch-presentation-request.ts';

/**
 * Posts an answer (OpenID4VP 1.0 §8.2, §8.3): in the clear, or encrypted to the key of the request.
 *
 * @returns where the verifier wants the person to go on; undefined when nowhere, or nowhere that a wallet may open
 * @throws {HolderError} ERR_ANSWER_REFUSED, ERR_ANSWER_UNDECIDED the verifier is busy or out of order: it may come again
 */
export async function postAnswer(options: {
  http: HttpClient;
  request: VerifiedRequest;
  answer: { vp_token: JsonObject } | { error: 'access_denied' };
}): Promise<string | undefined> {
  const { http, request, answer } = options;
  const { status, json } = await fetchJson({
    http,
    request: {
      url: request.responseUri,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(await createForm(request, answer)).toString(),
    },
  });
  if (status !== 200) {
    const code = zProblem.safeParse(json).data?.code;
    const details = { status, ...(code === undefined ? {} : { code }) };
    throw isOutage(status)
      ? new HolderError('ERR_ANSWER_UNDECIDED', 'The verifier cannot check the answer now.', { details })
      : new HolderError('ERR_ANSWER_REFUSED', 'The verifier did not accept the answer.', { details });
  }
  return readRedirect(zDirectPostResponse.safeParse(json ?? {}).data?.redirect_uri);
}

async function createForm(
  request: VerifiedRequest,
  answer: { vp_token: JsonObject } | { error: 'access_denied' },
): Promise<Record<string, string>> {
  const state = request.state === undefined ? {} : { state: request.state };
  if (request.encryption !== undefined) {
    const { key, enc } = request.encryption;
    const { kty, crv, x, y, kid } = key;
    const response = await encryptCompactJwe({
      payload: { ...answer, ...state },
      recipient: { kty, crv, x, y, kid },
      enc,
    });
    return { response };
  }
  return 'error' in answer ? { ...answer, ...state } : { vp_token: JSON.stringify(answer.vp_token), ...state };
}

function readRedirect(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : assertUrlAllowed(url).href;
  } catch {
    return undefined;
  }
}
