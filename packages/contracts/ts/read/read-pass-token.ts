import type { Address } from 'viem';

import type { ReadClient } from '../clients.ts';
import { ContractError } from '../errors/contract-error.ts';
import { passTokenAbi } from '../generated/pass-token.ts';
import { readCall } from './read-call.ts';

/** A pass as wallets and explorers show it. */
export type ShownPass = {
  tokenId: bigint;
  /** Always true: passes do not change hands. */
  locked: boolean;
  /** `data:` URI of the metadata, made by the contract; it holds no personal data. */
  tokenUri: string;
};

/**
 * The token of an account; undefined when it has no pass that counts.
 *
 * @throws {ContractError} the chain does not answer
 */
export async function readPassToken(options: {
  client: ReadClient;
  passToken: Address;
  account: Address;
}): Promise<ShownPass | undefined> {
  const shared = { client: options.client, address: options.passToken, abi: passTokenAbi } as const;
  const tokenId = await readCall({ ...shared, functionName: 'tokenIdOf', args: [options.account] });
  try {
    const [locked, tokenUri] = await Promise.all([
      readCall({ ...shared, functionName: 'locked', args: [tokenId] }),
      readCall({ ...shared, functionName: 'tokenURI', args: [tokenId] }),
    ]);
    return { tokenId, locked, tokenUri };
  } catch (error) {
    if (error instanceof ContractError && error.code === 'ERR_PASS_TOKEN_UNKNOWN') return undefined;
    throw error;
  }
}
