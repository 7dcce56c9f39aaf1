import {
  type CompiledPolicy,
  explainPolicy,
  hashPolicy,
  listIssuers,
  parseCanonicalPolicy,
  PolicyError,
  type PolicyWarning,
  policyWarnings,
} from '@postern/proof';

import { selectChain } from '../chain/select-chain.ts';
import { HolderError } from '../error.ts';
import type { ChainPolicy, HolderChain } from '../ports.ts';
import { isZkQuery, type ZkQueryMeta } from '@postern/protocol';
import type { VerifiedRequest } from './fetch-presentation-request.ts';
import { assertMayAskForSession } from './proof-target.ts';

/** A policy as the chain fixes it, in the wallet's own words. */
export type RequestedPolicy = {
  /** The query of the request that asks for it. */
  queryId: string;
  query: ZkQueryMeta;
  record: ChainPolicy;
  compiled: CompiledPolicy;
  /** Rendered here from the hashed values; nothing of the verifier's prose. */
  sentences: readonly string[];
  warnings: readonly PolicyWarning[];
  issuerNames: Readonly<Record<number, string>>;
};

/** The circuit version that this wallet can prove. */
const CIRCUIT_VERSION = 1;

/**
 * Reads the policy that a request names, from the registry that this wallet is configured with, and recomputes its
 * hash from the canonical JSON.
 *
 * @throws {HolderError} ERR_REQUEST_FORMAT, ERR_REQUEST_SIGNATURE (an unsigned request for a proof to the session),
 *   ERR_REQUEST_REGISTRY_UNKNOWN, ERR_POLICY_HASH (the text is not what the chain pins), ERR_POLICY_CLOSED,
 *   ERR_POLICY_CIRCUIT
 */
export async function readRequestedPolicy(options: {
  request: VerifiedRequest;
  chain: HolderChain;
  /** The first query for a proof unless told. */
  queryId?: string;
}): Promise<RequestedPolicy> {
  const { request, chain } = options;
  const asked = request.query.credentials.filter(isZkQuery);
  const zkQuery = asked.find(({ id }) => id === (options.queryId ?? id));
  if (zkQuery === undefined) throw new HolderError('ERR_REQUEST_FORMAT', 'The request asks for no proof.');
  const { chainId, registry, policyId, account } = zkQuery.meta;
  if (account === undefined) assertMayAskForSession(request);
  selectChain({ chains: [chain], gate: { chainId, registry } });
  const record = await chain.readPolicy(policyId);
  const compiled = compileAsRecorded(record);
  if (record.closed || record.stopped) throw new HolderError('ERR_POLICY_CLOSED', 'The policy admits nobody any more.');
  if (record.circuitVersion !== CIRCUIT_VERSION) {
    throw new HolderError('ERR_POLICY_CIRCUIT', 'The policy wants another circuit version.');
  }
  const issuerIds = new Set((await chain.readRegistryLeaves()).map((leaf) => leaf.issuerId));
  const accepted = listIssuers(compiled.issuerMask).filter((id) => issuerIds.has(id));
  const issuerNames = await chain.readIssuerNames(accepted);
  return {
    queryId: zkQuery.id,
    query: zkQuery.meta,
    record,
    compiled,
    sentences: explainPolicy(compiled, { issuerNames }),
    warnings: policyWarnings(compiled),
    issuerNames,
  };
}

function compileAsRecorded(record: ChainPolicy): CompiledPolicy {
  try {
    const compiled = parseCanonicalPolicy(record.policyJson);
    if (hashPolicy(compiled) === record.policyHash) return compiled;
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new HolderError('ERR_POLICY_HASH', 'The published text of the policy cannot be read.', { cause });
  }
  throw new HolderError('ERR_POLICY_HASH', 'The published text of the policy is not what the chain pins.');
}
