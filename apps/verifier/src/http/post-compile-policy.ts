import { HttpError, parseBody } from '@postern/http-service';
import { zCompilePolicyRequest, zCompilePolicyResponse } from '@postern/protocol';
import { compilePolicyDraft } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `POST /v1/policies/compile`: what a draft means. Nothing is stored. */
export function postCompilePolicy(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    await requireProtocol(context, request, response);
    const { policy, chainId } = parseBody(zCompilePolicyRequest, request);
    const { list } = context.chains;
    const chain = chainId === undefined ? list[0] : list.find((served) => served.chainId === chainId);
    if (chain === undefined) throw new HttpError('ERR_REQUEST_INVALID', 'This verifier does not serve that chain.');
    const compiled = compilePolicyDraft({ policy, issuerNames: await chain.reader.readIssuerNames() });
    response.set('Cache-Control', 'no-store').json(zCompilePolicyResponse.parse(compiled));
  };
}
