import { signCompactJws } from '@postern/credential';
import { type AuthorizationRequest, REQUEST_OBJECT_TYP } from '@postern/protocol';

import { SessionError } from '../errors.ts';
import type { Clock, ProtocolRecord, ProtocolSigner, SessionRepository } from '../ports.ts';
import { assertSessionOpen } from './assert-session-open.ts';
import { clientIdentity } from './client-identity.ts';
import { createRequestPayload } from './create-request-payload.ts';
import { narrowQuestion } from './narrow-question.ts';
import { responseUri } from './request-addresses.ts';
import type { SessionRecord } from './session.ts';

export type CreateRequestObjectOptions = {
  protocol: ProtocolRecord;
  requestId: string;
  publicUrl: string;
  /** Sent by a wallet that fetches by POST: it comes back inside the signature (OpenID4VP 1.0 §5.10). */
  walletNonce?: string | undefined;
  /** Formats that the wallet says it knows; the question as such a wallet can answer it, where there is such a form. */
  formats?: readonly string[] | undefined;
  ports: { sessions: SessionRepository; signer: ProtocolSigner; clock: Clock };
};

/**
 * Signs the request that a wallet fetches by reference (OpenID4VP 1.0 §5, RFC 9101), and marks the session as fetched.
 *
 * @returns compact JWS
 * @throws {SessionError} no such session of this protocol, answered before, run out, or one whose request is unsigned
 */
export async function createRequestObject(options: CreateRequestObjectOptions): Promise<string> {
  const { protocol, requestId, publicUrl, walletNonce, ports } = options;
  const { protocolId } = protocol;
  const session = await ports.sessions.findByRequest({ protocolId, requestId });
  if (session === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such request.');
  const now = ports.clock.now();
  assertSessionOpen(session, now);

  const address = responseUri({ publicUrl, slug: protocol.slug, requestId });
  const { clientId, header } = await identifyClient({ protocol, session, publicUrl });
  // An unsigned request is in the link itself; there is nothing to fetch.
  if (header === undefined) throw new SessionError('ERR_SESSION_NOT_FOUND', 'There is no such request.');
  const channel = { kind: 'post', clientId, responseUri: address, walletNonce } as const;
  const request = await signCompactJws({
    header: { typ: REQUEST_OBJECT_TYP, ...header },
    payload: createRequestPayload({ protocol, session: narrowSession(session, options.formats), channel, now }),
    signer: await ports.signer(protocolId),
  });
  await ports.sessions.markFetched({ protocolId, sessionId: session.sessionId });
  return request;
}

/** The unsigned request of a session under the prefix `redirect_uri`; it goes into the wallet's link. */
export async function createUnsignedRequest(options: {
  protocol: ProtocolRecord;
  session: SessionRecord;
  publicUrl: string;
  formats?: readonly string[] | undefined;
}): Promise<AuthorizationRequest> {
  const { protocol, session, publicUrl } = options;
  const address = responseUri({ publicUrl, slug: protocol.slug, requestId: session.requestId });
  const { clientId } = await identifyClient(options);
  const channel = { kind: 'post', clientId, responseUri: address } as const;
  // Times and audience belong to request objects; a plain request has neither.
  const {
    iss: _iss,
    aud: _aud,
    iat: _iat,
    exp: _exp,
    ...request
  } = createRequestPayload({
    protocol,
    session: narrowSession(session, options.formats),
    channel,
    now: session.createdAt,
  });
  return request as AuthorizationRequest;
}

function narrowSession(session: SessionRecord, formats: readonly string[] | undefined): SessionRecord {
  const { question } = session;
  return formats === undefined ? session : { ...session, question: narrowQuestion(question, formats) ?? question };
}

/** The name under which a session's verifier asked; presentations are made for exactly this audience. */
export function identifyClient(options: { protocol: ProtocolRecord; session: SessionRecord; publicUrl: string }) {
  const { protocol, session, publicUrl } = options;
  return clientIdentity({
    prefix: session.question.clientIdPrefix,
    protocol,
    publicUrl,
    responseUri: responseUri({ publicUrl, slug: protocol.slug, requestId: session.requestId }),
  });
}
