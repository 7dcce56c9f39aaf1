import { CREDENTIAL_EFFECT_SECONDS, type PolicyView, type ProtocolView, zProtocolView } from '@postern/protocol';
import { protocolIdentity, type ServedChain, VerifierUnavailableError, viewPolicy } from '@postern/verifier';
import type { RequestHandler } from 'express';

import { requireProtocol, type VerifierContext } from './context.ts';

/**
 * `GET /v1/protocol`: who the API key belongs to, and its policies as the registries hold them. The policies of a chain
 * that does not answer are left out, and the chain is marked; when none answers, nothing is said.
 */
export function getProtocol(context: VerifierContext): RequestHandler {
  const { publicUrl, chains, anchorTimes } = context;
  return async (request, response) => {
    const { slug, name, origins, policyIds } = await requireProtocol(context, request, response);
    const read = await Promise.allSettled(chains.list.map((chain) => readPolicies({ chain, policyIds, anchorTimes })));
    const failures = read.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
    const grave = failures.find((reason) => !(reason instanceof VerifierUnavailableError));
    if (grave !== undefined) throw grave;
    if (failures.length === read.length) throw failures[0];
    const body: ProtocolView = {
      slug,
      name,
      clientId: protocolIdentity({ publicUrl, slug }).clientId,
      origins: [...origins],
      chains: chains.list.map(({ chainId, name: chainName }, at) => ({
        chainId,
        name: chainName,
        answers: read[at]?.status === 'fulfilled',
      })),
      policies: read.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
      credentialEffect: CREDENTIAL_EFFECT_SECONDS,
    };
    response.set('Cache-Control', 'no-store').json(zProtocolView.parse(body));
  };
}

async function readPolicies(
  options: { chain: ServedChain; policyIds: readonly string[] } & Pick<VerifierContext, 'anchorTimes'>,
): Promise<PolicyView[]> {
  const { chain, policyIds, anchorTimes } = options;
  const [issuerNames, policies] = await Promise.all([
    chain.reader.readIssuerNames(),
    Promise.all(policyIds.map((policyId) => chain.reader.readPolicy(policyId))),
  ]);
  return policies
    .filter((policy) => policy !== undefined)
    .map((policy) => viewPolicy({ policy, gate: chain, issuerNames, anchorTimes }));
}
