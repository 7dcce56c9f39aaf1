import { signCompactJws } from '@postern/credential';
import { type PresentationRequest, ZK_FORMAT, zPresentationRequest } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { Clock, ProtocolRecord, ProtocolSigner, SessionRepository } from '../ports.ts';
import { protocolIdentity } from '../protocol/protocol-identity.ts';
import { assertSessionOpen } from './assert-session-open.ts';
import type { SessionRecord } from './session.ts';

/** Id of our one DCQL credential query. */
export const ZK_QUERY_ID = 'kyc';
/** `typ` of a request object (RFC 9101 §10.8). */
export const REQUEST_OBJECT_TYP = 'oauth-authz-req+jwt';

export type CreateRequestObjectOptions = {
  protocol: ProtocolRecord;
  requestId: string;
  publicUrl: string;
  ports: { sessions: SessionRepository; signer: ProtocolSigner; clock: Clock };
};

/**
 * Signs the request that a wallet fetches by reference (OpenID4VP 1.0 §5, RFC 9101), and marks the session as fetched.
 *
 * @returns compact JWS
 * @throws {SessionError} no such session of this protocol, answered before, or run out
 */
export async function createRequestObject(options: CreateRequestObjectOptions): Promise<string> {
  const { protocol, requestId, publicUrl, ports } = options;
  const { protocolId } = protocol;
  const session = await ports.sessions.findByRequest({ protocolId, requestId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such request.');
  const now = ports.clock.now();
  assertSessionOpen(session, now);

  const { keyId } = protocolIdentity({ publicUrl, slug: protocol.slug });
  const request = await signCompactJws({
    header: { typ: REQUEST_OBJECT_TYP, kid: keyId },
    payload: createRequestPayload({ protocol, session, publicUrl, now }),
    signer: await ports.signer(protocolId),
  });
  await ports.sessions.markFetched({ protocolId, sessionId: session.sessionId });
  return request;
}

function createRequestPayload(options: {
  protocol: ProtocolRecord;
  session: SessionRecord;
  publicUrl: string;
  now: number;
}) {
  const { protocol, session, publicUrl, now } = options;
  const { policyId, chainId, registry, account } = session;
  const { did, clientId } = protocolIdentity({ publicUrl, slug: protocol.slug });
  const payload = {
    iss: did,
    aud: 'https://self-issued.me/v2',
    response_type: 'vp_token',
    response_mode: 'direct_post',
    client_id: clientId,
    response_uri: responseUri({ publicUrl, slug: protocol.slug, requestId: session.requestId }),
    nonce: session.nonce,
    state: session.requestState,
    iat: now,
    exp: session.expiresAt,
    dcql_query: {
      credentials: [{ id: ZK_QUERY_ID, format: ZK_FORMAT, meta: { policyId, chainId, registry, account } }],
    },
    client_metadata: { client_name: protocol.name, vp_formats_supported: { [ZK_FORMAT]: {} } },
  } as const satisfies PresentationRequest;
  zPresentationRequest.parse(payload);
  return payload;
}

/** Address of a session's request object. */
export function requestUri(options: { publicUrl: string; slug: string; requestId: string }): string {
  return `${options.publicUrl}/p/${options.slug}/requests/${options.requestId}`;
}

/** Address that takes the answer to a request. */
export function responseUri(options: { publicUrl: string; slug: string; requestId: string }): string {
  return `${options.publicUrl}/p/${options.slug}/responses/${options.requestId}`;
}

/** Link that opens the wallet on a request. */
export function walletUrl(options: { walletPublicUrl: string; clientId: string; requestUri: string }): string {
  const url = new URL('/present', options.walletPublicUrl);
  url.searchParams.set('client_id', options.clientId);
  url.searchParams.set('request_uri', options.requestUri);
  return url.toString();
}
