import {
  ContractError,
  type ReadClient,
  readIsAdmitted,
  readIssuer,
  readNullifierRecord,
  readPass,
  readPolicy,
  readRootInfo,
  trustRegistryAbi,
} from '@postern/contracts';
import { type ChainReader, VerifierUnavailableError } from '@postern/verifier';
import { type Address, type Hex, zeroAddress } from 'viem';

export type CreateChainReaderOptions = {
  client: ReadClient;
  trustRegistry: Address;
  policyRegistry: Address;
  passRegistry: Address;
};

/** The verifier role's view of the chain. Every failure to get an answer is `ERR_CHAIN_UNAVAILABLE`, never a "no". */
export function createChainReader(options: CreateChainReaderOptions): ChainReader {
  const { client, trustRegistry, policyRegistry, passRegistry } = options;
  return {
    readPolicy: (policyId) =>
      ask(async () => {
        try {
          return await readPolicy({ client, policyRegistry, policyId: policyId as Hex });
        } catch (error) {
          if (error instanceof ContractError && error.code === 'ERR_POLICY_REGISTRY_UNKNOWN_POLICY') return undefined;
          throw error;
        }
      }),
    readRoot: (root) =>
      ask(async () => {
        const { known, supersededAt = 0 } = await readRootInfo({ client, trustRegistry, root });
        return { known, supersededAt };
      }),
    readBlockTime: () => ask(async () => Number((await client.getBlock({ blockTag: 'latest' })).timestamp)),
    readIsAdmitted: ({ policyId, account }) =>
      ask(() =>
        readIsAdmitted({ client, passRegistry, policyId: policyId as Hex, account: account.toLowerCase() as Address }),
      ),
    readPass: ({ policyId, account }) =>
      ask(() =>
        readPass({ client, passRegistry, policyId: policyId as Hex, account: account.toLowerCase() as Address }),
      ),
    readPersonAccount: (person) =>
      ask(async () => {
        const record = await readNullifierRecord({ client, passRegistry, ...person });
        return record === undefined || record.account === zeroAddress ? undefined : record.account;
      }),
    readIssuerNames: () => ask(() => readIssuerNames({ client, trustRegistry })),
  };
}

async function readIssuerNames(options: { client: ReadClient; trustRegistry: Address }) {
  const { client, trustRegistry } = options;
  const count = await client.readContract({
    address: trustRegistry,
    abi: trustRegistryAbi,
    functionName: 'issuerCount',
  });
  // Ids start at 1.
  const named = Array.from({ length: Number(count) }, async (_, index) => {
    const issuerId = index + 1;
    const { name } = await readIssuer({ client, trustRegistry, issuerId });
    return [issuerId, name] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

async function ask<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new VerifierUnavailableError('ERR_CHAIN_UNAVAILABLE', 'The chain gives no answer now.', { cause });
  }
}
