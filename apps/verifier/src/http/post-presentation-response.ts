import { parseBody, parsePathParameter } from '@postern/http-service';
import { zDirectPost, zDirectPostResponse } from '@postern/protocol';
import { answerSession } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { findProtocol, type VerifierContext } from './context.ts';

/** `POST /p/:protocol/responses/:requestId`: a wallet's answer, a presentation or a refusal. */
export function postPresentationResponse(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const { redirectUri } = await answerSession({
      protocol: await findProtocol(context, request),
      requestId: parsePathParameter(request, 'requestId'),
      answer: parseBody(zDirectPost, request),
      publicUrl: context.publicUrl,
      ports: context,
    });
    response
      .set('Cache-Control', 'no-store')
      .json(zDirectPostResponse.parse(redirectUri === undefined ? {} : { redirect_uri: redirectUri }));
  };
}
