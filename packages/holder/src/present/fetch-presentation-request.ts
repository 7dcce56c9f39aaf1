import { findJwtTimeFault, type JsonObject, sha256 } from '@postern/credential';
import { bytesToBase64Url, type Clock, type Random } from '@postern/primitives';
import {
  type AuthorizationRequest,
  type ClientIdPrefix,
  type DcqlQuery,
  isClaimsQuery,
  isZkQuery,
  SELF_ISSUED_AUDIENCE,
  zAuthorizationRequest,
} from '@postern/protocol';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { decodeText } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import { authenticateVerifier, parseClientId, type Verifier } from './authenticate-verifier.ts';
import { type AnswerEncryption, chooseEncryption } from './choose-encryption.ts';
import { parseRequestLink, type RequestLink } from './parse-request-link.ts';
import { readTransactionData, type RequestedTerms } from './read-transaction-data.ts';

/** A request whose sender is proven, as far as its client identifier allows. */
export type VerifiedRequest = {
  clientId: string;
  prefix: ClientIdPrefix;
  /** Where the answer goes: the name that a person can check. */
  host: string;
  /** False for `redirect_uri`: nobody signed, only the address of the answer is certain. */
  isSigned: boolean;
  /** Whether the signer is proven to be that host; not so for a key that nobody vouches for. */
  isHostProven: boolean;
  /** What the verifier calls itself; shown with the host, never instead of it. */
  name: string | undefined;
  /** Home page of the site that asks, where a signed request names one; checked as any address is. */
  siteUrl: string | undefined;
  responseUri: string;
  encryption: AnswerEncryption | undefined;
  nonce: string;
  state: string | undefined;
  /** Unix seconds; undefined when the request does not end. */
  expiresAt: number | undefined;
  query: DcqlQuery;
  terms: readonly RequestedTerms[];
  /** Tells this request from all others; remembered once it is answered. */
  requestKey: string;
};

const MAX_REQUEST_BYTES = 64 * 1024;
/** A request without an end is taken this long after it was made. */
const LONGEST_LIFE_SECONDS = 3600;
const SHORTEST_NONCE = 16;

export type FetchPresentationRequestOptions = {
  link: string;
  http: HttpClient;
  clock: Clock;
  /** Makes the wallet nonce; without it, requests that are fetched by POST carry none. */
  random?: Random;
  /** Whether a request with this key was answered before. */
  isAnswered: (requestKey: string) => Promise<boolean>;
  /** Trusted roots for verifiers with certificates, base64 DER; none unless told. */
  trustAnchors?: readonly string[];
};

/**
 * Reads the request behind a link and verifies it (OpenID4VP 1.0 §5): client identifier prefix and signature, `typ`,
 * audience, times, sizes, the answer's address on the verifier's own host, formats, encryption, transaction data, and
 * that it was not answered before.
 *
 * @throws {HolderError} ERR_REQUEST_…: one code a rule
 */
export async function fetchPresentationRequest(options: FetchPresentationRequestOptions): Promise<VerifiedRequest> {
  const link = parseRequestLink(options.link);
  const { clientId } = link;
  const { prefix } = parseClientId(clientId);
  const now = options.clock.now();
  const { verifier, payload } =
    link.kind === 'plain' ? readUnsigned(link) : await readSigned({ ...options, link, now });
  const isSigned = link.kind !== 'plain';
  const request = parseRequest(payload, isSigned ? listAudiences(link) : undefined);
  assertTimes(request, now);
  const responseUri = assertResponseUri(request, verifier);
  const encryption = chooseEncryption(request);
  const terms = readTransactionData(request);
  const requestKey = bytesToBase64Url(await sha256(JSON.stringify([clientId, request.nonce])));
  if (await options.isAnswered(requestKey)) {
    throw new HolderError('ERR_REQUEST_REPLAYED', 'The request was answered before.');
  }
  return {
    clientId,
    prefix,
    host: new URL(responseUri).host,
    isSigned,
    isHostProven: isSigned && verifier.hosts !== undefined,
    name: request.client_metadata?.client_name,
    siteUrl: isSigned ? readSiteUrl(request.client_metadata?.client_uri) : undefined,
    responseUri,
    encryption,
    nonce: request.nonce,
    state: request.state,
    expiresAt: request.exp,
    query: request.dcql_query,
    terms,
    requestKey,
  };
}

function readSiteUrl(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : assertUrlAllowed(text).href;
  } catch {
    return undefined;
  }
}

/** Only `redirect_uri` may come unsigned: it names nothing but the address of the answer. */
function readUnsigned(link: Extract<RequestLink, { kind: 'plain' }>): { verifier: Verifier; payload: JsonObject } {
  const { prefix, identifier } = parseClientId(link.clientId);
  if (prefix !== 'redirect_uri') {
    throw new HolderError('ERR_REQUEST_SIGNATURE', 'The request must be signed by the verifier it names.');
  }
  if (link.parameters['response_uri'] !== identifier) throw wrongResponseUri();
  return { verifier: { prefix, hosts: [assertUrlAllowed(identifier).host] }, payload: { ...link.parameters } };
}

async function readSigned(
  options: Omit<FetchPresentationRequestOptions, 'link'> & {
    link: Exclude<RequestLink, { kind: 'plain' }>;
    now: number;
  },
): Promise<{ verifier: Verifier; payload: JsonObject }> {
  const { link, http, random, now, trustAnchors = [] } = options;
  const { clientId } = link;
  const isPost = link.kind === 'reference' && link.method === 'POST';
  const walletNonce = isPost && random !== undefined ? bytesToBase64Url(random.bytes(24)) : undefined;
  const requestObject =
    link.kind === 'signed' ? link.requestObject : await fetchRequestObject({ link, walletNonce, http });
  const read = await authenticateVerifier({ requestObject, clientId, http, trustAnchors, now });
  if (walletNonce !== undefined && read.payload['wallet_nonce'] !== walletNonce) {
    throw new HolderError('ERR_REQUEST_WALLET_NONCE', 'The request was not made for this wallet and moment.');
  }
  return read;
}

async function fetchRequestObject(options: {
  link: Extract<RequestLink, { kind: 'reference' }>;
  walletNonce: string | undefined;
  http: HttpClient;
}): Promise<string> {
  const { link, walletNonce, http } = options;
  const accept = 'application/oauth-authz-req+jwt';
  const { status, body } = await http({
    url: link.requestUri,
    method: link.method,
    headers: {
      accept,
      ...(link.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(walletNonce === undefined ? {} : { body: new URLSearchParams({ wallet_nonce: walletNonce }).toString() }),
    maxBytes: MAX_REQUEST_BYTES,
  });
  if (status !== 200) {
    throw new HolderError('ERR_REQUEST_GONE', 'The request is not served any more.', { details: { status } });
  }
  return decodeText(body).trim();
}

/** Some libraries name the address that the request is fetched from: it is this request's alone, so no other is let in. */
function listAudiences(link: RequestLink): string[] {
  return [SELF_ISSUED_AUDIENCE, ...(link.kind === 'reference' ? [link.requestUri] : [])];
}

function parseRequest(payload: JsonObject, audiences: readonly string[] | undefined): AuthorizationRequest {
  const [audience, ...others] = [payload['aud']].flat();
  if (audiences !== undefined && (others.length > 0 || !audiences.includes(audience as string))) {
    throw new HolderError('ERR_REQUEST_AUDIENCE', 'The request is meant for another audience.');
  }
  const parsed = zAuthorizationRequest.safeParse(payload);
  if (!parsed.success || parsed.data.nonce.length < SHORTEST_NONCE) {
    throw new HolderError('ERR_REQUEST_MALFORMED', 'The request is not written as the standard asks.');
  }
  const request = parsed.data;
  if (request.response_mode !== 'direct_post' && request.response_mode !== 'direct_post.jwt') {
    throw new HolderError('ERR_REQUEST_RESPONSE_MODE', 'The answer is wanted on a way that this wallet does not take.');
  }
  if (!request.dcql_query.credentials.some((query) => isClaimsQuery(query) || isZkQuery(query))) {
    throw new HolderError('ERR_REQUEST_FORMAT', 'The request asks for something that this wallet does not answer.');
  }
  return request;
}

function assertTimes(request: AuthorizationRequest, now: number): void {
  const { iat, exp } = request;
  const aged = exp === undefined && iat !== undefined && iat + LONGEST_LIFE_SECONDS <= now;
  if (aged || findJwtTimeFault({ claims: request, now }) !== undefined) {
    throw new HolderError('ERR_REQUEST_EXPIRED', 'The request is not valid at this time.');
  }
}

/** The answer goes to the one who signed, nobody else. */
function assertResponseUri(request: AuthorizationRequest, verifier: Verifier): string {
  const uri = request.response_uri ?? '';
  const url = URL.canParse(uri) ? assertUrlAllowed(uri) : undefined;
  // A certificate names hosts, a did:web a host with its port.
  // A key names no host: the address of the answer is all that is told of it.
  const isOwn =
    verifier.hosts === undefined ||
    verifier.hosts.some((host) => (verifier.prefix.startsWith('x509_') ? url?.hostname === host : url?.host === host));
  if (url === undefined || !isOwn || url.hash !== '') throw wrongResponseUri();
  return uri;
}

function wrongResponseUri(): HolderError {
  return new HolderError('ERR_REQUEST_RESPONSE_URI', 'The answer would go to another host than the verifier.');
}
