import { parseBody } from '@postern/http-service';
import { type CreateSessionRequest, type CreateSessionResponse, zCreateSessionRequest } from '@postern/protocol';
import {
  COMMON_FORMATS,
  commonRequestUri,
  type CreatedSession,
  createSession,
  createUnsignedRequest,
  hasCommonForm,
  identifyClient,
  openid4vpUrl,
  type ProtocolRecord,
  requestUri,
  type SessionRecord,
  walletUrl,
  walletUrlByValue,
} from '@postern/verifier';
import type { RequestHandler } from 'express';

import { openOnce } from './open-once.ts';
import { requireProtocol, type VerifierContext } from './context.ts';

/** `POST /v1/sessions`: opens a question. */
export function postSession(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const protocol = await requireProtocol(context, request, response);
    const asked = parseBody(zCreateSessionRequest, request);
    await context.limits.countSession(protocol.protocolId, response);
    const describe = async ({ session, resultKey }: CreatedSession): Promise<CreateSessionResponse> => {
      const links = await createLinks(context, { protocol, session, asked });
      return {
        sessionId: session.sessionId,
        ...links,
        expiresAt: session.expiresAt,
        ...(resultKey !== undefined && { resultKey }),
      };
    };
    const { protocolId } = protocol;
    const body = await openOnce(context, {
      ...{ request, protocolId, describe },
      open: async (keep) => {
        await createSession({ protocol, request: asked, keep, ports: context });
      },
    });
    response.status(201).set('Cache-Control', 'no-store').json(body);
  };
}

async function createLinks(
  { publicUrl, walletPublicUrl }: VerifierContext,
  options: { protocol: ProtocolRecord; session: SessionRecord; asked: CreateSessionRequest },
): Promise<Pick<CreateSessionResponse, 'walletUrl' | 'openid4vpUrl' | 'requestUri' | 'clientId'>> {
  const { protocol, session, asked } = options;
  const { clientId, header } = await identifyClient({ protocol, session, publicUrl });
  if (header === undefined) {
    const link = async (formats?: readonly string[]) =>
      walletUrlByValue({
        walletPublicUrl,
        request: await createUnsignedRequest({ protocol, session, publicUrl, formats }),
      });
    return { walletUrl: await link(), openid4vpUrl: openid4vpUrl(await link(COMMON_FORMATS)), clientId };
  }
  const place = { publicUrl, slug: protocol.slug, requestId: session.requestId };
  const { requestUriMethod } = asked;
  const link = (uri: string) => walletUrl({ walletPublicUrl, clientId, requestUri: uri, requestUriMethod });
  const own = link(requestUri(place));
  return {
    walletUrl: own,
    openid4vpUrl: openid4vpUrl(hasCommonForm(session.question) ? link(commonRequestUri(place)) : own),
    requestUri: requestUri(place),
    clientId,
  };
}
