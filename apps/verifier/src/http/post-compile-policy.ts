import { parseBody } from '@postern/http-service';
import { zCompilePolicyRequest, zCompilePolicyResponse } from '@postern/protocol';
import { compilePolicyDraft } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `POST /v1/policies/compile`: what a draft means. Nothing is stored. */
export function postCompilePolicy(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    await requireProtocol(context, request, response);
    const { policy } = parseBody(zCompilePolicyRequest, request);
    const compiled = compilePolicyDraft({ policy, issuerNames: await context.chain.readIssuerNames() });
    response.set('Cache-Control', 'no-store').json(zCompilePolicyResponse.parse(compiled));
  };
}
