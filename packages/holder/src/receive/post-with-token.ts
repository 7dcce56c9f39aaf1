import type { JsonResponse } from '../http/fetch-json.ts';
import type { TokenSet } from './issuance-session.ts';
import { type SenderPorts, sendWithToken } from './send-with-token.ts';

/** Posts JSON to one of the issuer's endpoints under the token of an issuance. */
export function postWithToken(
  options: SenderPorts & { tokens: TokenSet; url: string; body: object; maxBytes?: number },
): Promise<JsonResponse> {
  const { http, clock, random, tokens, url, body, maxBytes } = options;
  return sendWithToken({
    http,
    clock,
    random,
    dpopKey: tokens.dpopKey,
    accessToken: tokens.accessToken,
    request: {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    },
  });
}
