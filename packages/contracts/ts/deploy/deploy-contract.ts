import { type Abi, type Address, encodeDeployData, getAddress, type Hex, keccak256 } from 'viem';

import type { WriteClients } from '../clients.ts';
import { DeploymentError } from '../deployment.ts';
import { toContractError } from '../errors/to-contract-error.ts';

/** What the build writes for each contract. */
export type ContractArtifact = {
  name: string;
  bytecode: Hex;
  /** Library → byte offsets in `bytecode` at which its address belongs. */
  links: Readonly<Record<string, readonly number[]>>;
  /** Keccak-256 of the deployed code with `runtimeMasks` set to zero. */
  runtimeHash: Hex;
  /** Offset and length in bytes of what differs from one deployment to the next. */
  runtimeMasks: readonly (readonly [number, number])[];
};

export type DeployedContract = { address: Address; blockNumber: bigint };

/**
 * Links, deploys, waits, and checks that the code on chain is the code that the build made.
 *
 * @throws {DeploymentError} a library is missing, or other code is on chain
 * @throws {ContractError} the constructor refuses, or the chain does not answer
 */
export async function deployContract(
  options: WriteClients & {
    artifact: ContractArtifact;
    abi: Abi;
    args?: readonly unknown[];
    libraries?: Readonly<Record<string, Address>>;
  },
): Promise<DeployedContract> {
  const { walletClient, publicClient, artifact, abi, args = [], libraries = {} } = options;
  const bytecode = linkBytecode({ artifact, libraries });
  try {
    const hash = await walletClient.sendTransaction({
      account: walletClient.account,
      chain: walletClient.chain,
      data: encodeDeployData({ abi, bytecode, args }),
    });
    const receipt = await publicClient.waitForTransactionReceipt({ hash });
    const { contractAddress: address, blockNumber, status } = receipt;
    if (status !== 'success' || !address) throw mismatch(artifact.name);
    await assertDeployedCode({ publicClient, artifact, address });
    return { address: getAddress(address), blockNumber };
  } catch (error) {
    if (error instanceof DeploymentError) throw error;
    throw toContractError({ error, functionName: `deploy ${artifact.name}` });
  }
}

/**
 * Checks that a contract's code is what the build made, apart from immutables and library addresses.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_CODE_MISMATCH`
 */
export async function assertDeployedCode(
  options: Pick<WriteClients, 'publicClient'> & { artifact: ContractArtifact; address: Address },
): Promise<void> {
  const { publicClient, artifact, address } = options;
  const code = await publicClient.getCode({ address });
  let masked = code ?? '0x';
  for (const [start, length] of artifact.runtimeMasks) masked = overwrite(masked, start, '00'.repeat(length));
  if (keccak256(masked) !== artifact.runtimeHash) throw mismatch(artifact.name);
}

function linkBytecode(options: { artifact: ContractArtifact; libraries: Readonly<Record<string, Address>> }): Hex {
  let linked = options.artifact.bytecode;
  for (const [library, starts] of Object.entries(options.artifact.links)) {
    const address = options.libraries[library];
    if (address === undefined) {
      throw new DeploymentError('ERR_DEPLOYMENT_LINK', 'A library of this contract was not given.', {
        details: { contract: options.artifact.name, library },
      });
    }
    for (const start of starts) linked = overwrite(linked, start, address.slice(2).toLowerCase());
  }
  return linked;
}

/** Replaces bytes from `start` on. */
function overwrite(code: Hex, start: number, hex: string): Hex {
  const position = 2 + start * 2;
  return `0x${code.slice(2, position)}${hex}${code.slice(position + hex.length)}`;
}

function mismatch(contract: string): DeploymentError {
  return new DeploymentError('ERR_DEPLOYMENT_CODE_MISMATCH', 'The code on chain is not the code that was built.', {
    details: { contract },
  });
}
