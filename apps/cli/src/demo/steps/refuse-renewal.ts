import {
  computeProofTarget,
  type HolderChain,
  type HttpClient,
  sealOfCredential,
  snapshotRegistry,
  loadStatusLists,
} from '@postern/holder';
import type { StatusListCache, StoredCredential } from '@postern/holder';
import { getRegistryPath, getStatusPath, PosternError } from '@postern/primitives';
import { layOutCircuitInputs } from '@postern/proof';
import type { Walker } from '../create-walker.ts';
import { DemoError, expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';
import type { CheckedRequest } from './check-request.ts';

/**
 * A revoked holder cannot renew: the wallet says so, and a wallet that skips its own checks finds no proof, because the
 * statement is false under the anchored root.
 */
export const refuseRenewal = async (options: {
  checked: CheckedRequest;
  credential: StoredCredential;
  holderSecret: bigint;
  chain: HolderChain;
  http: HttpClient;
  cache: StatusListCache;
  makeProof: Walker['makeProof'];
}): Promise<StepResult<undefined>> => {
  const { checked, credential, holderSecret, chain, http, cache, makeProof } = options;
  const { policy, check } = checked;
  expectThat(check.state === 'revoked', `The wallet found the credential ${check.state}.`);

  const seal = sealOfCredential(credential);
  const { leaves, tree, now } = await snapshotRegistry(chain);
  const leaf = leaves.find(({ issuerId, listId }) => issuerId === seal.issuerId && listId === seal.listId);
  if (leaf === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'The bank is not in the registry.');
  const statusTree = (await loadStatusLists({ leaves: [leaf], http, cache })).trees.get(leaf.leafIndex);
  if (statusTree === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'The list does not match its root.');
  try {
    const inputs = layOutCircuitInputs({
      seal,
      holderSecret,
      compiledPolicy: policy.compiled,
      registryPath: getRegistryPath(tree, leaf.leafIndex),
      statusPath: getStatusPath(statusTree, seal.index),
      ...(await computeProofTarget({ request: checked.request, policy })),
      now,
      expiresAt: Math.floor(now / 86_400) * 86_400 + 86_400,
    });
    await makeProof(inputs);
  } catch (error) {
    if (!(error instanceof PosternError) || error.code !== 'ERR_PROVING_STATEMENT_FALSE') throw error;
    return {
      value: undefined,
      note: `the wallet says "revoked"; without its checks the circuit refuses: ${error.code}`,
    };
  }
  throw new DemoError('ERR_DEMO_EXPECTATION', 'A revoked credential gave a proof.');
};
