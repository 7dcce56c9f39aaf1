import type { Address, Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passTokenAbi, passTokenArtifact } from '../generated/pass-token.ts';
import { deployContract } from './deploy-contract.ts';

/**
 * Deploys the view that shows the passes of one policy as locked tokens. Anybody may, and as often as they like: it
 * holds nothing and decides nothing.
 *
 * @throws {DeploymentError} other code on chain than was built
 * @throws {ContractError} the constructor refuses, or the chain does not answer
 */
export async function deployPassToken(
  options: WriteClients & { passRegistry: Address; policyId: Hex },
): Promise<Address> {
  const { address } = await deployContract({
    ...options,
    abi: passTokenAbi,
    artifact: passTokenArtifact,
    args: [options.passRegistry, options.policyId],
  });
  return address;
}
