import { parseBody, parsePathParameter } from '@postern/http-service';
import { zDigitalCredentialRequests, zDigitalCredentialSubmission } from '@postern/protocol';
import { answerDigitalCredential, createDigitalCredentialRequests } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `GET /v1/sessions/:sessionId/digital-credential`: what the page hands to `navigator.credentials.get`. */
export function getDigitalCredential(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const requests = await createDigitalCredentialRequests({
      protocol: await requireProtocol(context, request, response),
      sessionId: parsePathParameter(request, 'sessionId'),
      publicUrl: context.publicUrl,
      ports: context,
    });
    response.set('Cache-Control', 'no-store').json(zDigitalCredentialRequests.parse(requests));
  };
}

/** `POST /v1/sessions/:sessionId/digital-credential`: what the page got back, handed in by its own server. */
export function postDigitalCredential(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    await answerDigitalCredential({
      protocol: await requireProtocol(context, request, response),
      sessionId: parsePathParameter(request, 'sessionId'),
      submission: parseBody(zDigitalCredentialSubmission, request),
      ports: context,
    });
    response.status(204).set('Cache-Control', 'no-store').end();
  };
}
