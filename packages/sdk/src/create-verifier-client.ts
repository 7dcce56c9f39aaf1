import {
  type AccessDecision,
  type CreateSessionRequest,
  type CreateSessionResponse,
  type ProtocolView,
  type Session,
  zAccessDecision,
  zCreateSessionResponse,
  zProtocolView,
  zSession,
} from '@postern/protocol';

import { type Fetch, requestJson } from './request-json.ts';

export type VerifierClientOptions = {
  /** Origin of the verifier API, e.g. `http://localhost:4104`. */
  baseUrl: string;
  /** Key of the protocol. It may open sessions and read their results: keep it on a server. */
  apiKey: string;
  fetch: Fetch;
};

/** The verifier API as a protocol's server uses it. Every function throws {@link VerifierClientError}. */
export type VerifierClient = {
  /** Opens a session in which one account is asked to prove a policy. */
  createSession(request: CreateSessionRequest): Promise<CreateSessionResponse>;
  /** State of a session; carries the presentation once it is `verified`. */
  getSession(options: { sessionId: string }): Promise<Session>;
  /** Whether an account may act under a policy now, and if not, why and what helps. */
  checkAccess(options: { policyId: string; account: string }): Promise<AccessDecision>;
  /** Who the API key belongs to, and its policies in plain sentences. */
  getProtocol(): Promise<ProtocolView>;
};

/** Creates a client of the verifier API. */
export function createVerifierClient(options: VerifierClientOptions): VerifierClient {
  const { baseUrl, apiKey, fetch } = options;
  const shared = { fetch, apiKey };
  return {
    createSession: (request) =>
      requestJson({ ...shared, url: new URL('/v1/sessions', baseUrl), schema: zCreateSessionResponse, body: request }),

    getSession: ({ sessionId }) =>
      requestJson({
        ...shared,
        url: new URL(`/v1/sessions/${encodeURIComponent(sessionId)}`, baseUrl),
        schema: zSession,
      }),

    checkAccess: ({ policyId, account }) => {
      const url = new URL('/v1/access', baseUrl);
      url.searchParams.set('policyId', policyId);
      url.searchParams.set('account', account);
      return requestJson({ ...shared, url, schema: zAccessDecision });
    },

    getProtocol: () => requestJson({ ...shared, url: new URL('/v1/protocol', baseUrl), schema: zProtocolView }),
  };
}
