import { parseQuery } from '@postern/http-service';
import { zAccessDecision, zAddress, zBytes32 } from '@postern/protocol';
import { decideAccess } from '@postern/verifier';
import type { RequestHandler } from 'express';
import { z } from 'zod';

import { requireProtocol, type VerifierContext } from './context.ts';

const zAccessQuery = z.strictObject({ policyId: zBytes32, account: zAddress });

/** `GET /v1/access?policyId=…&account=…`: whether an account may pass now, read from the chain that holds the policy. */
export function getAccess(context: VerifierContext): RequestHandler {
  return async (request, response) => {
    await requireProtocol(context, request, response);
    const { policyId, account } = parseQuery(zAccessQuery, request);
    const { reader: chain } = await context.chains.ofPolicy(policyId);
    const decision = await decideAccess({ policyId, account, chain });
    response.set('Cache-Control', 'no-store').json(zAccessDecision.parse(decision));
  };
}
