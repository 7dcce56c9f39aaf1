import { explainPolicy, hashPolicy, parseCanonicalPolicy } from '@postern/proof';
import { type AnchorTimes, computeProofEffect, type PolicyView } from '@postern/protocol';

import { PolicyRefusalError } from '../errors.ts';
import type { Gate, PolicyRecord } from '../ports.ts';

/**
 * A registered policy in plain sentences. They come from the values behind the hash alone: a text that does not hash
 * to the registered policy is never shown.
 *
 * @throws {PolicyRefusalError} `ERR_POLICY_NOT_REGISTERED` the published text is not that of the registered hash
 */
export function viewPolicy(options: {
  policy: PolicyRecord;
  gate: Gate;
  issuerNames: Readonly<Record<number, string>>;
  /** How long issuers' decisions wait for the chain at worst. */
  anchorTimes: AnchorTimes;
}): PolicyView {
  const { policy, gate, issuerNames, anchorTimes } = options;
  const compiled = parseCanonicalPolicy(policy.policyJson);
  if (hashPolicy(compiled) !== policy.policyHash) {
    throw new PolicyRefusalError('ERR_POLICY_NOT_REGISTERED', 'The published text is not that of the registered hash.');
  }
  return {
    policyId: policy.policyId,
    chainId: gate.chainId,
    registry: gate.passRegistry,
    owner: policy.owner,
    policyHash: policy.policyHash.toString(),
    policyJson: policy.policyJson,
    sentences: explainPolicy(compiled, { issuerNames }),
    maxPassLife: policy.maxPassLife,
    maxProofAge: policy.maxProofAge,
    grace: policy.grace,
    firstGrace: policy.firstGrace,
    moveCooldown: policy.moveCooldown,
    proofEffect: computeProofEffect({ ...anchorTimes, ...policy }),
    createdAt: policy.createdAt,
    closed: policy.closed,
    stopped: policy.stopped,
  };
}
