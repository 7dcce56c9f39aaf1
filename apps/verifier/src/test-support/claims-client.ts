import { encryptCompactJwe, type JsonObject, parseCompactJws } from '@postern/credential';
import { type AuthorizationRequest, type Session, zAuthorizationRequest, zSession } from '@postern/protocol';
import { expect } from 'vitest';

import type { createTestHolder, TestIssuer } from './start-test-issuer.ts';
import type { VerifierWorld } from './start-verifier-world.ts';

export type Opened = {
  sessionId: string;
  resultKey: string;
  walletUrl: URL;
  request: AuthorizationRequest;
  header: JsonObject;
};

type Parts = {
  world: VerifierWorld;
  issuer: TestIssuer;
  holder: Awaited<ReturnType<typeof createTestHolder>>;
};

/** What protocol and wallet do with the service over HTTP; the parts are asked for when they are needed. */
export function createClaimsClient(parts: () => Parts) {
  const api = async (path: string, init: RequestInit = {}, origin = parts().world.origin) => {
    const headers = { authorization: `Bearer ${parts().world.apiKeys.vault}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(path, origin), { ...init, headers: { ...headers, ...init.headers } });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };

  /** A given name, and a nationality out of two. */
  const askSdJwt = () => ({
    id: 'papers',
    format: 'dc+sd-jwt',
    types: [parts().issuer.vct],
    claims: [{ path: ['given_name'] }, { path: ['nationalities', null], values: ['GB', 'DE'] }],
  });
  const askW3c = (format: 'jwt_vc_json' | 'vc+jwt') => ({
    id: 'papers',
    format,
    types: ['KycPersonCredential'],
    claims: [{ path: ['credentialSubject', 'given_name'] }],
  });

  /** As protocol and wallet do: open, follow the link, fetch the request object. */
  async function open(ask: Record<string, unknown>, fetchInit: RequestInit = {}): Promise<Opened> {
    const created = await api('/v1/sessions', { method: 'POST', body: JSON.stringify(ask) });
    expect(created.status).toBe(201);
    const { sessionId, resultKey, walletUrl } = created.body as Record<string, string>;
    const link = new URL(walletUrl ?? '');
    const requestUri = link.searchParams.get('request_uri');
    const common = { sessionId: sessionId ?? '', resultKey: resultKey ?? '', walletUrl: link };
    if (requestUri === null) {
      const { dcql_query, client_metadata, ...texts } = Object.fromEntries(link.searchParams);
      const parsed = {
        ...texts,
        dcql_query: JSON.parse(dcql_query ?? '') as unknown,
        client_metadata: JSON.parse(client_metadata ?? '') as unknown,
      };
      return { ...common, header: {}, request: zAuthorizationRequest.parse(parsed) };
    }
    const response = await fetch(requestUri, fetchInit);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { header, payload } = parseCompactJws(await response.text());
    return { ...common, header, request: zAuthorizationRequest.parse(payload) };
  }

  /** An SD-JWT VC of this status index, shown to this request. */
  async function present({ request }: Opened, index = 1): Promise<string> {
    const { issuer, holder } = parts();
    const token = await issuer.issueSdJwt(holder.publicJwk, index);
    const { client_id: audience = '', nonce, transaction_data: transactionData = [] } = request;
    return holder.presentSdJwt(token, { audience, nonce, transactionData });
  }

  async function send(
    { response_uri = '' }: AuthorizationRequest,
    fields: Record<string, string>,
    origin = parts().world.origin,
  ) {
    const url = new URL(new URL(response_uri).pathname, origin);
    const answered = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    return {
      status: answered.status,
      type: answered.headers.get('content-type') ?? '',
      body: (await answered.json()) as Record<string, unknown>,
    };
  }

  async function post({ request }: Opened, vp_token: Record<string, unknown>, origin = parts().world.origin) {
    const [key] = request.client_metadata?.jwks?.keys ?? [];
    const { kty, crv, x, y, kid } = key as { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string };
    const payload = { vp_token, state: request.state } as JsonObject;
    const response = await encryptCompactJwe({ payload, recipient: { kty, crv, x, y, kid }, enc: 'A256GCM' });
    return send(request, { response }, origin);
  }

  const read = async ({ sessionId, resultKey }: Opened, headers: Record<string, string> = {}): Promise<Session> =>
    zSession.parse(
      (await api(`/v1/sessions/${sessionId}`, { headers: { 'postern-result-key': resultKey, ...headers } })).body,
    );

  return { api, askSdJwt, askW3c, open, present, post, send, read };
}
