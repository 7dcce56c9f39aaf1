import {
  didWebDocumentUrl,
  type JsonObject,
  parseCompactJws,
  selectDidKey,
  sha256,
  verifyCompactJws,
} from '@postern/credential';
import { bytesToBase64Url, type Clock } from '@postern/primitives';
import { type PresentationRequest, ZK_FORMAT, zPresentationRequest, type ZkQueryMeta } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { createDidResolver, decodeText } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import { parseRequestLink } from './parse-request-link.ts';

/** A request whose sender is proven. */
export type VerifiedRequest = {
  clientId: string;
  /** Host of the verifier's DID: the name that a person can check. */
  host: string;
  /** What the verifier calls itself; shown after the host, never instead of it. */
  name: string | undefined;
  responseUri: string;
  nonce: string;
  state: string;
  expiresAt: number;
  queryId: string;
  query: ZkQueryMeta;
  /** Tells this request from all others; remembered once it is answered. */
  requestKey: string;
};

const PREFIX = 'decentralized_identifier:';
const MAX_TEXT = 512;
const MAX_REQUEST_BYTES = 64 * 1024;
const CLOCK_SKEW_SECONDS = 60;

export type FetchPresentationRequestOptions = {
  link: string;
  http: HttpClient;
  clock: Clock;
  /** Whether a request with this key was answered before. */
  isAnswered: (requestKey: string) => Promise<boolean>;
};

/**
 * Fetches the request object behind a link and verifies it (OpenID4VP 1.0 §5): client identifier prefix, did:web and
 * signature, `typ`, audience, times, sizes, the answer's address on the verifier's own host, the format, and that it
 * was not answered before.
 *
 * @throws {HolderError} ERR_REQUEST_…: one code a rule
 * @throws {DidError} the verifier's DID document is unreachable or lacks the key
 */
export async function fetchPresentationRequest(options: FetchPresentationRequestOptions): Promise<VerifiedRequest> {
  const { clientId, requestUri } = parseRequestLink(options.link);
  const did = didOfClientId(clientId);
  const didHost = new URL(didWebDocumentUrl({ did, allowLoopbackHttp: true })).host;
  const jws = await fetchRequestObject(requestUri, options.http);
  const payload = await verifyRequestObject({ jws, did, clientId, http: options.http });
  assertFormat(payload);
  const request = parseRequest(payload);
  assertTimes(request, options.clock.now());
  assertResponseUri(request.response_uri, didHost);
  const [query] = request.dcql_query.credentials;
  const requestKey = bytesToBase64Url(await sha256(JSON.stringify([clientId, request.nonce])));
  if (await options.isAnswered(requestKey)) {
    throw new HolderError('ERR_REQUEST_REPLAYED', 'The request was answered before.');
  }
  return {
    clientId,
    host: didHost,
    name: request.client_metadata?.client_name,
    responseUri: request.response_uri,
    nonce: request.nonce,
    state: request.state,
    expiresAt: request.exp,
    queryId: query!.id,
    query: query!.meta,
    requestKey,
  };
}

function didOfClientId(clientId: string): string {
  const did = clientId.slice(PREFIX.length);
  if (!clientId.startsWith(PREFIX) || !did.startsWith('did:web:')) {
    throw new HolderError('ERR_REQUEST_CLIENT_PREFIX', 'Only verifiers with a did:web are answered.');
  }
  return did;
}

async function fetchRequestObject(url: string, http: HttpClient): Promise<string> {
  const { status, body } = await http({
    url,
    headers: { accept: 'application/oauth-authz-req+jwt' },
    maxBytes: MAX_REQUEST_BYTES,
  });
  if (status !== 200) {
    throw new HolderError('ERR_REQUEST_GONE', 'The request is not served any more.', { details: { status } });
  }
  return decodeText(body).trim();
}

async function verifyRequestObject(options: {
  jws: string;
  did: string;
  clientId: string;
  http: HttpClient;
}): Promise<JsonObject> {
  const { jws, did, clientId, http } = options;
  try {
    const { header } = parseCompactJws(jws);
    const resolved = await createDidResolver(http)(did);
    const publicJwk = selectDidKey({ resolved, kid: header.kid });
    const { payload } = await verifyCompactJws({ jws, publicJwk, typ: 'oauth-authz-req+jwt' });
    if (payload['client_id'] === clientId) return payload;
  } catch (cause) {
    throw new HolderError('ERR_REQUEST_SIGNATURE', 'The request is not signed by the verifier it names.', { cause });
  }
  throw new HolderError('ERR_REQUEST_CLIENT_MISMATCH', 'The link and the request name different verifiers.');
}

/** Told apart from other mistakes, because it means "another kind of wallet is wanted". */
function assertFormat(payload: JsonObject): void {
  const query = payload['dcql_query'] as { credentials?: unknown } | undefined;
  const credentials = Array.isArray(query?.credentials) ? (query.credentials as { format?: unknown }[]) : [];
  if (credentials.length !== 1 || credentials[0]?.format !== ZK_FORMAT) {
    throw new HolderError('ERR_REQUEST_FORMAT', 'The request asks for something that this wallet does not answer.');
  }
}

function parseRequest(payload: JsonObject): PresentationRequest {
  if (payload['aud'] !== 'https://self-issued.me/v2') {
    throw new HolderError('ERR_REQUEST_AUDIENCE', 'The request is meant for another audience.');
  }
  const parsed = zPresentationRequest.safeParse(payload);
  const isShort = (text: string) => text.length <= MAX_TEXT;
  if (!parsed.success || !isShort(parsed.data.nonce) || !isShort(parsed.data.state)) {
    throw new HolderError('ERR_REQUEST_MALFORMED', 'The request is not written as the standard asks.');
  }
  return parsed.data;
}

function assertTimes(request: PresentationRequest, now: number): void {
  if (request.exp <= now || request.iat > now + CLOCK_SKEW_SECONDS) {
    throw new HolderError('ERR_REQUEST_EXPIRED', 'The request is not valid at this time.');
  }
}

/** The answer goes to the one who signed, nobody else. */
function assertResponseUri(responseUri: string, didHost: string): void {
  const url = URL.canParse(responseUri) ? new URL(responseUri) : undefined;
  if (url === undefined || url.host !== didHost || url.hash !== '') {
    throw new HolderError('ERR_REQUEST_RESPONSE_URI', 'The answer would go to another host than the verifier.');
  }
}
