import { HttpError } from '@postern/http-service';
import type { RequestHandler } from 'express';

import type { VerifierContext } from './context.ts';

/** `GET /p/:protocol/development-anchor`: on local chains, the authority behind the protocol's certificate (DER). */
export function getDevelopmentAnchor({ developmentAnchor }: VerifierContext): RequestHandler {
  return (_request, response) => {
    if (developmentAnchor === undefined) throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
    response.set('Cache-Control', 'no-store').type('application/pkix-cert');
    response.send(Buffer.from(developmentAnchor, 'base64'));
  };
}
