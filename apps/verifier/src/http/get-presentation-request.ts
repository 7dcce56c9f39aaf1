import { createRequestObject } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { findProtocol, pathParameter, type VerifierContext } from './context.ts';

/** `GET /p/:protocol/requests/:requestId`: the signed request object. */
export function getPresentationRequest(context: VerifierContext): RequestHandler {
  const { publicUrl, sessions, signer, clock } = context;
  return async (request, response) => {
    const jws = await createRequestObject({
      protocol: await findProtocol(context, request),
      requestId: pathParameter(request, 'requestId'),
      publicUrl,
      ports: { sessions, signer, clock },
    });
    // A string body would get a charset appended, which the registered media type does not have.
    response.set('Cache-Control', 'no-store').set('Content-Type', 'application/oauth-authz-req+jwt');
    response.send(Buffer.from(jws));
  };
}
