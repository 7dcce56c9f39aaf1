import {
  type Abi,
  type Address,
  encodeDeployData,
  getAddress,
  getContractAddress,
  type Hex,
  keccak256,
  TransactionNotFoundError,
  type TransactionReceipt,
} from 'viem';

import type { ReadClient, WriteClients } from '../clients.ts';
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

/** A deployment that was signed; whether the chain has it must be asked. */
export type SentDeployment = { address: Address; transactionHash: Hex };

/**
 * Links, deploys, waits, and checks that the code on chain is the code that the build made.
 *
 * @param options.earlier what `onSigned` was told in a run that was cut; taken up again where it stands
 * @param options.onSigned told hash and address before anything is sent, so that no cut loses a contract
 * @throws {DeploymentError} a library is missing, or other code is on chain
 * @throws {ContractError} the constructor refuses, or the chain does not answer
 */
export async function deployContract(
  options: WriteClients & {
    artifact: ContractArtifact;
    abi: Abi;
    args?: readonly unknown[];
    libraries?: Readonly<Record<string, Address>>;
    earlier?: SentDeployment | undefined;
    onSigned?: ((sent: SentDeployment) => Promise<void>) | undefined;
  },
): Promise<DeployedContract> {
  const { publicClient, artifact, abi, args = [], libraries = {}, earlier } = options;
  const bytecode = linkBytecode({ artifact, libraries });
  try {
    const found = earlier && (await findReceipt({ publicClient, hash: earlier.transactionHash }));
    const receipt = found ?? (await send({ ...options, data: encodeDeployData({ abi, bytecode, args }) }));
    const { contractAddress: address, blockNumber, status } = receipt;
    if (status !== 'success' || !address) throw mismatch(artifact.name);
    await assertDeployedCode({ publicClient, artifact, address });
    return { address: getAddress(address), blockNumber };
  } catch (error) {
    if (error instanceof DeploymentError) throw error;
    throw toContractError({ error, functionName: `deploy ${artifact.name}` });
  }
}

/** Receipt of a transaction that the chain or its queue has; undefined when neither knows it. */
async function findReceipt(
  options: Pick<WriteClients, 'publicClient'> & { hash: Hex },
): Promise<TransactionReceipt | undefined> {
  const { publicClient, hash } = options;
  const known = await publicClient.getTransaction({ hash }).catch((error: unknown) => {
    if (error instanceof TransactionNotFoundError) return undefined;
    throw error;
  });
  return known && publicClient.waitForTransactionReceipt({ hash });
}

async function send(
  options: WriteClients & { data: Hex; onSigned?: ((sent: SentDeployment) => Promise<void>) | undefined },
): Promise<TransactionReceipt> {
  const { walletClient, publicClient, data, onSigned } = options;
  const { account, chain } = walletClient;
  if (onSigned === undefined) {
    const hash = await walletClient.sendTransaction({ account, chain, data });
    return publicClient.waitForTransactionReceipt({ hash });
  }
  const nonce = await publicClient.getTransactionCount({ address: account.address, blockTag: 'pending' });
  const request = await walletClient.prepareTransactionRequest({ account, chain, data, nonce });
  const serializedTransaction = await walletClient.signTransaction(request);
  const address = getContractAddress({ from: account.address, nonce: BigInt(nonce) });
  await onSigned({ address, transactionHash: keccak256(serializedTransaction) });
  const hash = await publicClient.sendRawTransaction({ serializedTransaction });
  return publicClient.waitForTransactionReceipt({ hash });
}

/**
 * Checks that a contract's code is what the build made, apart from immutables and library addresses.
 *
 * @throws {DeploymentError} `ERR_DEPLOYMENT_CODE_MISMATCH`
 */
export async function assertDeployedCode(options: {
  publicClient: ReadClient;
  artifact: ContractArtifact;
  address: Address;
}): Promise<void> {
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
