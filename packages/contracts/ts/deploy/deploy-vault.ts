import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { harborVaultAbi, harborVaultArtifact } from '../generated/harbor-vault.ts';
import { deployContract } from './deploy-contract.ts';

/**
 * Deploys a vault that takes deposits only from accounts with a pass under the policy.
 *
 * @throws {DeploymentError} other code on chain than was built
 * @throws {ContractError} the constructor refuses, or the chain does not answer
 */
export async function deployVault(
  options: WriteClients & { asset: Address; passRegistry: Address; policyId: Hex },
): Promise<Address> {
  const { address } = await deployContract({
    ...options,
    abi: harborVaultAbi,
    artifact: harborVaultArtifact,
    args: [options.asset, options.passRegistry, options.policyId],
  });
  return address;
}
