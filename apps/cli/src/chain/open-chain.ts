import type { ReadClient, WriteClients } from '@postern/contracts';
import { isLocalChain } from '@postern/primitives';
import { createPublicClient, createWalletClient, defineChain, http, isHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { DEMO_ACCOUNTS } from '../start/chain/demo-accounts.ts';
import { ChainCommandError } from './chain-command-error.ts';

/** The environment variable that holds the key: a key in an argument would be seen by every process. */
export const KEY_VARIABLE = 'POSTERN_CHAIN_KEY';

const describe = (rpcUrl: string, id: number) =>
  defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });

/** Reads the chain behind an RPC address, whatever its id. */
export async function openChain(rpcUrl: string): Promise<{ client: ReadClient; chainId: number }> {
  const chainId = await createPublicClient({ transport: http(rpcUrl) }).getChainId();
  const local = isLocalChain(chainId);
  const transport = http(rpcUrl);
  const shared = { chain: describe(rpcUrl, chainId), transport, cacheTime: 0 };
  return { client: createPublicClient({ ...shared, ...(local ? { pollingInterval: 100 } : {}) }), chainId };
}

/**
 * A reader and a sender. On a local chain the key may be left out: the first development account sends.
 *
 * @throws {ChainCommandError} `ERR_CHAIN_COMMAND_KEY`: no key, or not 32 bytes in hexadecimal
 */
export async function openChainToWrite(options: { rpcUrl: string; key: string | undefined }): Promise<WriteClients> {
  const { rpcUrl, key } = options;
  const { client, chainId } = await openChain(rpcUrl);
  const account =
    key === undefined && isLocalChain(chainId)
      ? DEMO_ACCOUNTS.governance.account
      : privateKeyToAccount(requireKey(key));
  const walletClient = createWalletClient({ account, chain: describe(rpcUrl, chainId), transport: http(rpcUrl) });
  return { walletClient, publicClient: client };
}

function requireKey(key: string | undefined): `0x${string}` {
  if (isHex(key) && key.length === 66) return key;
  throw new ChainCommandError('ERR_CHAIN_COMMAND_KEY', `${KEY_VARIABLE} must hold a private key: 0x and 64 digits.`);
}
