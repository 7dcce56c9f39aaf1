import { parseBody } from '@postern/http-service';
import { type CreateSessionResponse, zCreateSessionRequest, zCreateSessionResponse } from '@postern/protocol';
import { createSession, protocolIdentity, requestUri, walletUrl } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `POST /v1/sessions`: opens a question to one account's holder. */
export function postSession(context: VerifierContext): RequestHandler {
  const { publicUrl, walletPublicUrl, gate, sessions, chain, clock, random } = context;
  return async (request, response) => {
    const protocol = await requireProtocol(context, request);
    const session = await createSession({
      protocol,
      request: parseBody(zCreateSessionRequest, request),
      gate,
      ports: { sessions, chain, clock, random },
    });
    const { clientId } = protocolIdentity({ publicUrl, slug: protocol.slug });
    const uri = requestUri({ publicUrl, slug: protocol.slug, requestId: session.requestId });
    const body: CreateSessionResponse = {
      sessionId: session.sessionId,
      walletUrl: walletUrl({ walletPublicUrl, clientId, requestUri: uri }),
      requestUri: uri,
      clientId,
      expiresAt: session.expiresAt,
    };
    response.status(201).set('Cache-Control', 'no-store').json(zCreateSessionResponse.parse(body));
  };
}
