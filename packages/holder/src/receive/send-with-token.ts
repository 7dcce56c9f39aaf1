import { createDpopProof } from '@postern/credential';
import type { Clock, Random } from '@postern/primitives';
import { zOauthError } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { fetchJson, type JsonResponse } from '../http/fetch-json.ts';
import { isOutage } from '../http/is-outage.ts';
import type { HttpClient, HttpRequest } from '../ports.ts';
import { createHolderSigner, type HolderKey } from './holder-key.ts';

export type SenderPorts = { http: HttpClient; clock: Clock; random: Random };

/** Servers' current DPoP nonces by origin (RFC 9449 §8). Forgetting one costs a round trip, nothing else. */
const nonces = new WeakMap<HttpClient, Map<string, string>>();

/**
 * Sends a request, proving the DPoP key when there is one. A server that wants its own nonce in the proof gets a second
 * try with it, and no third.
 *
 * @param options.accessToken sent as `Authorization: DPoP` with the key, else as `Bearer`
 * @throws {HolderError} ERR_HTTP_UNREACHABLE not reached, or too busy or out of order: worth another try
 */
export async function sendWithToken(
  options: SenderPorts & {
    request: HttpRequest;
    dpopKey: HolderKey | undefined;
    accessToken: string | undefined;
  },
): Promise<JsonResponse> {
  const { http, request, dpopKey } = options;
  const known = nonces.get(http) ?? new Map<string, string>();
  nonces.set(http, known);
  const { origin } = new URL(request.url);

  const attempt = async (): Promise<JsonResponse> => {
    const response = await fetchJson({
      http,
      request: { ...request, headers: { ...request.headers, ...(await createHeaders(options, known.get(origin))) } },
    });
    const fresh = response.headers['dpop-nonce'];
    if (fresh !== undefined) known.set(origin, fresh);
    return response;
  };

  const usedNonce = known.get(origin);
  const response = await attempt();
  const wantsNonce = dpopKey !== undefined && asksForNonce(response) && known.get(origin) !== usedNonce;
  const answer = wantsNonce ? await attempt() : response;
  const { status } = answer;
  if (isOutage(status)) {
    throw new HolderError('ERR_HTTP_UNREACHABLE', 'The other side cannot answer now.', { details: { status } });
  }
  return answer;
}

async function createHeaders(
  options: Parameters<typeof sendWithToken>[0],
  nonce: string | undefined,
): Promise<Record<string, string>> {
  const { request, dpopKey, accessToken, clock, random } = options;
  if (dpopKey === undefined) return accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
  const proof = await createDpopProof({
    method: request.method ?? 'GET',
    url: request.url,
    publicJwk: dpopKey.publicJwk,
    signer: await createHolderSigner(dpopKey),
    now: clock.now(),
    random,
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(nonce === undefined ? {} : { nonce }),
  });
  return { dpop: proof, ...(accessToken === undefined ? {} : { authorization: `DPoP ${accessToken}` }) };
}

/** Authorization servers say it in the body (400), resource servers in the challenge (401). */
function asksForNonce({ status, json, headers }: JsonResponse): boolean {
  if (status === 400) return zOauthError.safeParse(json).data?.error === 'use_dpop_nonce';
  return status === 401 && (headers['www-authenticate'] ?? '').includes('use_dpop_nonce');
}
