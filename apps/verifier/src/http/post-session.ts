import { parseBody } from '@postern/http-service';
import {
  type CreateSessionRequest,
  type CreateSessionResponse,
  zCreateSessionRequest,
  zCreateSessionResponse,
} from '@postern/protocol';
import {
  createSession,
  createUnsignedRequest,
  identifyClient,
  openid4vpUrl,
  type ProtocolRecord,
  requestUri,
  type SessionRecord,
  walletUrl,
  walletUrlByValue,
} from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `POST /v1/sessions`: opens a question. */
export function postSession(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const protocol = await requireProtocol(context, request);
    const asked = parseBody(zCreateSessionRequest, request);
    const { session, resultKey } = await createSession({
      protocol,
      request: asked,
      ports: context,
    });
    const links = await createLinks(context, { protocol, session, asked });
    const body: CreateSessionResponse = {
      sessionId: session.sessionId,
      ...links,
      openid4vpUrl: openid4vpUrl(links.walletUrl),
      expiresAt: session.expiresAt,
      ...(resultKey !== undefined && { resultKey }),
    };
    response.status(201).set('Cache-Control', 'no-store').json(zCreateSessionResponse.parse(body));
  };
}

async function createLinks(
  { publicUrl, walletPublicUrl }: VerifierContext,
  options: { protocol: ProtocolRecord; session: SessionRecord; asked: CreateSessionRequest },
): Promise<Pick<CreateSessionResponse, 'walletUrl' | 'requestUri' | 'clientId'>> {
  const { protocol, session, asked } = options;
  const { clientId, header } = await identifyClient({ protocol, session, publicUrl });
  if (header === undefined) {
    const request = await createUnsignedRequest({ protocol, session, publicUrl });
    return { walletUrl: walletUrlByValue({ walletPublicUrl, request }), clientId };
  }
  const uri = requestUri({ publicUrl, slug: protocol.slug, requestId: session.requestId });
  const { requestUriMethod } = asked;
  return {
    walletUrl: walletUrl({ walletPublicUrl, clientId, requestUri: uri, requestUriMethod }),
    requestUri: uri,
    clientId,
  };
}
