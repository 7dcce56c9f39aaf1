import { encodeAnchorStatusCall, readRegistryLeaves } from '@postern/contracts';
import type { AnchorChain, RegisteredLeaf, Tenant } from '@postern/issuer';
import { bytesToHex, type Clock, PosternError } from '@postern/primitives';
import {
  type Address,
  createPublicClient,
  defineChain,
  type Hex,
  http,
  keccak256,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

/** The chain does not answer, or is another one than configured. */
export class ChainError extends PosternError<'ERR_CHAIN_UNREACHABLE' | 'ERR_CHAIN_OTHER'> {}

/** How long a registered, active leaf is believed without asking again, seconds. */
const LEAF_TTL_SECONDS = 5;
/** Room for storage that another anchor of the same block may touch. */
const GAS_MARGIN_PERCENT = 130n;

export type IssuerChain = AnchorChain & { assertReady(): Promise<void> };

/** The trust registry through viem. */
export function createAnchorChain(options: {
  rpcUrl: string;
  chainId: number;
  trustRegistry: Address;
  clock: Clock;
}): IssuerChain {
  const { rpcUrl, chainId, trustRegistry, clock } = options;
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createPublicClient({
    chain,
    transport: http(rpcUrl, { timeout: 5000, retryCount: 1 }),
    cacheTime: 0,
    pollingInterval: 200,
  });
  const cache = new Map<string, { leaf: RegisteredLeaf; readAt: number }>();

  const readLeaf = async (tenant: Tenant): Promise<RegisteredLeaf | null> => {
    const leaves = await readRegistryLeaves({ client, trustRegistry });
    const found = leaves.find(
      ({ issuerId, listId, key }) =>
        issuerId === tenant.issuerId &&
        listId === tenant.listId &&
        key[0] === tenant.sealKey[0] &&
        key[1] === tenant.sealKey[1],
    );
    if (found === undefined) return null;
    const { leafIndex, epoch, statusRoot, active } = found;
    return { leafIndex, epoch, statusRoot: statusRoot.toString(), active };
  };

  return {
    assertReady: async () => {
      const actual = await client.getChainId().catch((cause: unknown) => {
        throw new ChainError('ERR_CHAIN_UNREACHABLE', 'The chain does not answer.', { cause });
      });
      if (actual !== chainId) throw new ChainError('ERR_CHAIN_OTHER', 'The RPC serves another chain.');
    },
    findLeaf: async (tenant) => {
      const known = cache.get(tenant.slug);
      if (known !== undefined && clock.now() < known.readAt + LEAF_TTL_SECONDS) return known.leaf;
      const leaf = await readLeaf(tenant).catch((cause: unknown) => {
        throw new ChainError('ERR_CHAIN_UNREACHABLE', 'The chain does not answer.', { cause });
      });
      if (leaf?.active === true) cache.set(tenant.slug, { leaf, readAt: clock.now() });
      else cache.delete(tenant.slug);
      return leaf;
    },
    signAnchor: async ({ tenant, operatorKey, epoch, statusRoot, contentHash, auditHash, uri }) => {
      const account = privateKeyToAccount(bytesToHex(operatorKey));
      const data = encodeAnchorStatusCall({
        anchor: {
          ...{ issuerId: tenant.issuerId, listId: tenant.listId, epoch, statusRoot: BigInt(statusRoot) },
          ...{
            contentHash: contentHash as Hex,
            uri,
            ...(auditHash === undefined ? {} : { auditHash: auditHash as Hex }),
          },
        },
      });
      const call = { account, to: trustRegistry, data } as const;
      const [nonce, gas, fees] = await Promise.all([
        client.getTransactionCount({ address: account.address, blockTag: 'latest' }),
        client.estimateGas(call),
        client.estimateFeesPerGas(),
      ]);
      const signedTransaction = await account.signTransaction({
        chainId,
        type: 'eip1559',
        to: trustRegistry,
        data,
        nonce,
        gas: (gas * GAS_MARGIN_PERCENT) / 100n,
        maxFeePerGas: fees.maxFeePerGas * 2n,
        maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
      });
      cache.delete(tenant.slug);
      return { nonce, signedTransaction, transactionHash: keccak256(signedTransaction) };
    },
    send: async (signedTransaction) => {
      const serializedTransaction = signedTransaction as Hex;
      try {
        await client.sendRawTransaction({ serializedTransaction });
      } catch (error) {
        // Sent before: the node knows it, or has mined it. Only then is the refusal no failure.
        const hash = keccak256(serializedTransaction);
        const known = await client.getTransaction({ hash }).catch((cause: unknown) => {
          if (cause instanceof TransactionNotFoundError) throw error;
          throw cause;
        });
        if (known.hash !== hash) throw error;
      }
    },
    findReceipt: async (transactionHash) => {
      try {
        const receipt = await client.getTransactionReceipt({ hash: transactionHash as Hex });
        cache.clear();
        return { success: receipt.status === 'success', blockNumber: Number(receipt.blockNumber) };
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return null;
        throw error;
      }
    },
    countTransactions: (address) => client.getTransactionCount({ address: address as Address, blockTag: 'latest' }),
  };
}
