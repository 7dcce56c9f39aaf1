import {
  type AccessDecision,
  type CreateSessionRequest,
  type CreateSessionResponse,
  type DigitalCredentialRequests,
  type DigitalCredentialSubmission,
  type ProtocolView,
  type Session,
  zAccessDecision,
  zCreateSessionResponse,
  zDigitalCredentialRequests,
  zProtocolView,
  zSession,
} from '@postern/protocol';
import { z } from 'zod';

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
  /**
   * Opens a session: prove a policy as one account, or without an account to this session alone (the answer is then
   * `proven`, and no pass), show claims, or either. Keep `resultKey`: it is given here only.
   */
  createSession(request: CreateSessionRequest): Promise<CreateSessionResponse>;
  /**
   * State of a session; carries the presentation once it is `verified`. Claims come with the first call that brings the
   * session's `resultKey`, and never again. When the person was sent back, both come only with the `responseCode` that
   * stands in the fragment of the address.
   */
  getSession(options: { sessionId: string; resultKey?: string; responseCode?: string }): Promise<Session>;
  /** What a page hands to `navigator.credentials.get({ digital })`. */
  getDigitalCredentialRequests(options: { sessionId: string }): Promise<DigitalCredentialRequests>;
  /** Hands in what the page got back, with the page's origin; the session is then `verified`. */
  submitDigitalCredential(options: { sessionId: string; submission: DigitalCredentialSubmission }): Promise<void>;
  /** Whether an account may act under a policy now, and if not, why and what helps. */
  checkAccess(options: { policyId: string; account: string }): Promise<AccessDecision>;
  /** Who the API key belongs to, and its policies in plain sentences. */
  getProtocol(): Promise<ProtocolView>;
};

/** Creates a client of the verifier API. */
export function createVerifierClient(options: VerifierClientOptions): VerifierClient {
  const { baseUrl, apiKey, fetch } = options;
  const shared = { fetch, apiKey };
  const sessionUrl = (sessionId: string, rest = '') =>
    new URL(`/v1/sessions/${encodeURIComponent(sessionId)}${rest}`, baseUrl);
  return {
    createSession: (request) =>
      requestJson({ ...shared, url: new URL('/v1/sessions', baseUrl), schema: zCreateSessionResponse, body: request }),

    getSession: ({ sessionId, resultKey, responseCode }) =>
      requestJson({
        ...shared,
        url: sessionUrl(sessionId),
        schema: zSession,
        headers: {
          ...(resultKey === undefined ? {} : { 'postern-result-key': resultKey }),
          ...(responseCode === undefined ? {} : { 'postern-response-code': responseCode }),
        },
      }),

    getDigitalCredentialRequests: ({ sessionId }) =>
      requestJson({
        ...shared,
        url: sessionUrl(sessionId, '/digital-credential'),
        schema: zDigitalCredentialRequests,
      }),

    submitDigitalCredential: async ({ sessionId, submission }) => {
      await requestJson({
        ...shared,
        url: sessionUrl(sessionId, '/digital-credential'),
        schema: z.undefined(),
        body: submission,
      });
    },

    checkAccess: ({ policyId, account }) => {
      const url = new URL('/v1/access', baseUrl);
      url.searchParams.set('policyId', policyId);
      url.searchParams.set('account', account);
      return requestJson({ ...shared, url, schema: zAccessDecision });
    },

    getProtocol: () => requestJson({ ...shared, url: new URL('/v1/protocol', baseUrl), schema: zProtocolView }),
  };
}
