import type { Seal } from '@postern/credential';
import { getRegistryPath, getStatusPath, type RegistryPath, type StatusPath } from '@postern/primitives';
import { evaluatePolicy, listIssuers } from '@postern/proof';

import { type ListProblem, loadStatusLists } from '../chain/load-status-lists.ts';
import { snapshotRegistry } from '../chain/snapshot-registry.ts';
import type { HolderChain, HttpClient, RegistryLeaf, StatusListCache } from '../ports.ts';
import { isSealed, sealOfCredential, type StoredCredential } from '../store/stored-credential.ts';
import { type DurationChoice, offerDurations } from './offer-durations.ts';
import type { RequestedPolicy } from './read-requested-policy.ts';

/** The paths that a proof needs, of one moment. */
export type ProofPaths = { registryPath: RegistryPath; statusPath: StatusPath };

/** Whether a credential can answer a policy now, and if not, the one reason to show. */
export type CredentialCheck =
  | {
      state: 'ready';
      credential: StoredCredential;
      now: number;
      durations: readonly DurationChoice[];
      /** Unix seconds at which the pass ends that the asked account has now; a renewal ends no sooner. */
      presentEnd: number | undefined;
      paths: ProofPaths;
    }
  /** Sentences of the policy that do not hold. */
  | { state: 'policy_not_met'; failed: readonly string[] }
  | { state: 'revoked' }
  | { state: 'expired' }
  /** The policy asks for another kind of credential, or the wallet is empty. */
  | { state: 'no_credential' }
  /** The bank is no longer in the trust registry. */
  | { state: 'issuer_not_trusted' }
  /** The bank's list cannot be had, or is not (yet) the one that the chain anchors: try again soon. */
  | { state: 'status_unknown'; why: ListProblem }
  /** Whatever could be proven now would end before the pass that the account has. */
  | { state: 'pass_outlasts'; presentEnd: number };

export type CheckCredentialOptions = {
  credentials: readonly StoredCredential[];
  policy: RequestedPolicy;
  chain: HolderChain;
  http: HttpClient;
  cache: StatusListCache;
};

/** Order in which reasons are shown when no credential is ready: what the person can act on first. */
const BEST_FIRST: readonly CredentialCheck['state'][] = [
  'ready',
  'status_unknown',
  'pass_outlasts',
  'policy_not_met',
  'revoked',
  'expired',
  'issuer_not_trusted',
  'no_credential',
];

/**
 * Finds a credential that satisfies the policy, by plain evaluation before seconds are spent on a proof. `now` is the
 * minute of the block at which the registry was read. Status lists are those of every accepted issuer.
 *
 * @throws {HolderError} ERR_REGISTRY_ROOT
 */
export async function checkCredential(options: CheckCredentialOptions): Promise<CredentialCheck> {
  const { policy, chain } = options;
  const { leaves, tree, now } = await snapshotRegistry(chain);
  const presentEnd = await readPresentEnd({ policy, chain, now });
  const accepted = new Set(listIssuers(policy.compiled.issuerMask));
  const wanted = leaves.filter(
    (leaf) => leaf.active && leaf.schemaId === policy.compiled.schemaId && accepted.has(leaf.issuerId),
  );
  const { trees: statusTrees, problems } = await loadStatusLists({
    leaves: wanted,
    http: options.http,
    cache: options.cache,
  });

  const checks = options.credentials.filter(isSealed).map((credential): CredentialCheck => {
    const seal = sealOfCredential(credential);
    if (seal.schemaId !== policy.compiled.schemaId) return { state: 'no_credential' };
    const limits = { now, maxPassLife: policy.record.maxPassLife, validUntil: seal.validUntil };
    if (offerDurations(limits).length === 0) return { state: 'expired' };
    const { satisfied, failed } = evaluatePolicy({
      compiled: policy.compiled,
      attributes: seal.values,
      issuerId: seal.issuerId,
      now,
      issuerNames: policy.issuerNames,
    });
    if (!satisfied) return { state: 'policy_not_met', failed };
    const leaf = wanted.find((candidate) => isLeafOfSeal(candidate, seal));
    if (leaf === undefined) return { state: 'issuer_not_trusted' };
    const statusTree = statusTrees.get(leaf.leafIndex);
    if (statusTree === undefined)
      return { state: 'status_unknown', why: problems.get(leaf.leafIndex) ?? 'unreachable' };
    const statusPath = getStatusPath(statusTree, seal.index);
    if (isFlagged(statusPath, seal.index)) return { state: 'revoked' };
    const durations = offerDurations({ ...limits, presentEnd });
    if (durations.length === 0) return { state: 'pass_outlasts', presentEnd: presentEnd! };
    const registryPath = getRegistryPath(tree, leaf.leafIndex);
    return { state: 'ready', credential, now, durations, presentEnd, paths: { registryPath, statusPath } };
  });
  const ranked = checks.toSorted((left, right) => BEST_FIRST.indexOf(left.state) - BEST_FIRST.indexOf(right.state));
  return ranked[0] ?? { state: 'no_credential' };
}

/** The end of the pass that the asked account has now, whoever it was admitted for; a proof to a session has none. */
async function readPresentEnd(options: {
  policy: RequestedPolicy;
  chain: HolderChain;
  now: number;
}): Promise<number | undefined> {
  const { policy, chain, now } = options;
  const { account, policyId } = policy.query;
  if (account === undefined) return undefined;
  const pass = await chain.readPass({ policyId, account });
  const counts = pass !== undefined && pass.expiresAt > now && pass.admittedAt >= policy.record.notBefore;
  return counts ? pass.expiresAt : undefined;
}

function isLeafOfSeal(leaf: RegistryLeaf, seal: Seal): boolean {
  return (
    leaf.issuerId === seal.issuerId &&
    leaf.listId === seal.listId &&
    leaf.key[0] === seal.key[0] &&
    leaf.key[1] === seal.key[1]
  );
}

function isFlagged(path: StatusPath, index: number): boolean {
  return ((path.leaf >> BigInt(index & 127)) & 1n) === 1n;
}
