import { parsePathParameter } from '@postern/http-service';
import { zSession, zSessionList } from '@postern/protocol';
import { listSessions, readSession } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** Sessions that one list shows. */
const LIST_LIMIT = 100;

/**
 * `GET /v1/sessions/:sessionId`: one session, with what was presented once it is verified. A session with a return
 * address gives it against the code in `Postern-Response-Code` alone; claims come once, against `Postern-Result-Key`.
 */
export function getSession(context: VerifierContext): RequestHandler {
  const { sessions, keys, clock } = context;
  return async (request, response) => {
    const { protocolId } = await requireProtocol(context, request, response);
    const session = await readSession({
      protocolId,
      sessionId: parsePathParameter(request, 'sessionId'),
      responseCode: request.get('postern-response-code'),
      resultKey: request.get('postern-result-key'),
      ports: { sessions, keys, clock },
    });
    response.set('Cache-Control', 'no-store').json(zSession.parse(session));
  };
}

/** `GET /v1/sessions`: the newest sessions, without presentations. */
export function getSessions(context: VerifierContext): RequestHandler {
  const { sessions, clock, onUnreadable } = context;
  return async (request, response) => {
    const { protocolId } = await requireProtocol(context, request, response);
    const list = await listSessions({ protocolId, limit: LIST_LIMIT, ports: { sessions, clock, onUnreadable } });
    response.set('Cache-Control', 'no-store').json(zSessionList.parse(list));
  };
}
