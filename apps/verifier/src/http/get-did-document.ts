import { createDidDocument } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { findProtocol, type VerifierContext } from './context.ts';

/** `GET /p/:protocol/did.json`: the key that signs a protocol's requests. */
export function getDidDocument(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    const { slug, publicJwk } = await findProtocol(context, request);
    response
      .set('Cache-Control', 'public, max-age=300')
      .type('application/did+json')
      .send(JSON.stringify(createDidDocument({ publicUrl: context.publicUrl, slug, publicJwk })));
  };
}
