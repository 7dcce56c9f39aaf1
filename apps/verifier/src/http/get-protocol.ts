import { CREDENTIAL_EFFECT_SECONDS, type ProtocolView, zProtocolView } from '@postern/protocol';
import { protocolIdentity, viewPolicy } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/** `GET /v1/protocol`: who the API key belongs to, and its policies as the registry holds them. */
export function getProtocol(context: VerifierContext): RequestHandler {
  const { publicUrl, chain, gate, anchorTimes } = context;
  return async (request, response) => {
    const { slug, name, origins, policyIds } = await requireProtocol(context, request, response);
    const [issuerNames, policies] = await Promise.all([
      chain.readIssuerNames(),
      Promise.all(policyIds.map((policyId) => chain.readPolicy(policyId))),
    ]);
    const body: ProtocolView = {
      slug,
      name,
      clientId: protocolIdentity({ publicUrl, slug }).clientId,
      origins: [...origins],
      policies: policies
        .filter((policy) => policy !== undefined)
        .map((policy) => viewPolicy({ policy, gate, issuerNames, anchorTimes })),
      credentialEffect: CREDENTIAL_EFFECT_SECONDS,
    };
    response.set('Cache-Control', 'no-store').json(zProtocolView.parse(body));
  };
}
