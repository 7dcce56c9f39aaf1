import { parseBody } from '@postern/http-service';
import { zDirectPost, zDirectPostResponse } from '@postern/protocol';
import { answerSession } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { findProtocol, pathParameter, type VerifierContext } from './context.ts';

/** `POST /p/:protocol/responses/:requestId`: a wallet's answer, a presentation or a refusal. */
export function postPresentationResponse(context: VerifierContext): RequestHandler {
  const { sessions, chain, proofs, clock, random } = context;
  return async (request, response) => {
    const { protocolId } = await findProtocol(context, request);
    const { redirectUri } = await answerSession({
      protocolId,
      requestId: pathParameter(request, 'requestId'),
      answer: parseBody(zDirectPost, request),
      ports: { sessions, chain, proofs, clock, random },
    });
    response
      .set('Cache-Control', 'no-store')
      .json(zDirectPostResponse.parse(redirectUri === undefined ? {} : { redirect_uri: redirectUri }));
  };
}
