import { encodeAnchorStatusCall, readRegistryLeaves } from '@postern/contracts';
import type { AnchorChain, RegisteredLeaf, SignedTransaction, Tenant } from '@postern/issuer';
import { bytesToHex, type Clock, PosternError } from '@postern/primitives';
import {
  type Address,
  BlockNotFoundError,
  createPublicClient,
  defineChain,
  type Hex,
  http,
  keccak256,
  parseTransaction,
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

/** A node takes another transaction for a nonce only when it is dearer by a tenth: this is an eighth. */
const dearer = (price: bigint): bigint => price + price / 8n + 1n;
/** A price so far above the market's that the price is not what holds a transaction up. */
const PRICE_LIMIT = 4n;
const FILLER_GAS = 21_000n;

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
    const { leafIndex, epoch, statusRoot, active, lastAnchoredAt } = found;
    return { leafIndex, epoch, statusRoot: statusRoot.toString(), active, lastAnchoredAt };
  };

  const sign = async (options: {
    operatorKey: Uint8Array;
    nonce: number;
    call: { to: Address; data?: Hex };
    gas: bigint | null;
    fees?: { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };
  }): Promise<SignedTransaction> => {
    const { nonce, call } = options;
    const account = privateKeyToAccount(bytesToHex(options.operatorKey));
    const gas = options.gas ?? ((await client.estimateGas({ account, ...call })) * GAS_MARGIN_PERCENT) / 100n;
    const fees = options.fees ?? (await readFees());
    const signedTransaction = await account.signTransaction({ chainId, type: 'eip1559', ...call, nonce, gas, ...fees });
    return { signedTransaction, transactionHash: keccak256(signedTransaction) };
  };
  /** Twice the market's price as a limit: what a block asks less is not paid. */
  const readFees = async () => {
    const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
    return { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas };
  };

  return {
    chainId,
    trustRegistry,
    assertReady: async () => {
      const actual = await client.getChainId().catch((cause: unknown) => {
        throw new ChainError('ERR_CHAIN_UNREACHABLE', 'The chain does not answer.', { cause });
      });
      if (actual !== chainId) throw new ChainError('ERR_CHAIN_OTHER', 'The RPC serves another chain.');
    },
    findLeaf: async (tenant, { fresh } = { fresh: false }) => {
      const known = cache.get(tenant.slug);
      if (!fresh && known !== undefined && clock.now() < known.readAt + LEAF_TTL_SECONDS) return known.leaf;
      const leaf = await readLeaf(tenant).catch((cause: unknown) => {
        throw new ChainError('ERR_CHAIN_UNREACHABLE', 'The chain does not answer.', { cause });
      });
      if (leaf?.active === true) cache.set(tenant.slug, { leaf, readAt: clock.now() });
      else cache.delete(tenant.slug);
      return leaf;
    },
    readHead: async () => {
      const { number, hash } = await client.getBlock({ blockTag: 'latest' });
      return { number: Number(number), hash };
    },
    readBlockHash: async (blockNumber) => {
      try {
        return (await client.getBlock({ blockNumber: BigInt(blockNumber) })).hash;
      } catch (error) {
        if (error instanceof BlockNotFoundError) return null;
        throw error;
      }
    },
    signAnchor: ({ operatorKey, nonce, anchor }) => {
      const { statusRoot, contentHash, auditHash, ...rest } = anchor;
      const data = encodeAnchorStatusCall({
        anchor: {
          ...rest,
          statusRoot: BigInt(statusRoot),
          contentHash: contentHash as Hex,
          auditHash: auditHash as Hex,
        },
      });
      return sign({ operatorKey, nonce, call: { to: trustRegistry, data }, gas: null });
    },
    signFiller: ({ operatorKey, nonce }) => {
      const { address } = privateKeyToAccount(bytesToHex(operatorKey));
      return sign({ operatorKey, nonce, call: { to: address }, gas: FILLER_GAS });
    },
    signDearer: async ({ operatorKey, signedTransaction }) => {
      const { to, data, nonce, gas, maxFeePerGas, maxPriorityFeePerGas } = parseTransaction(signedTransaction as Hex);
      if (!to || nonce === undefined || !gas) throw new RangeError('These bytes are not of this outbox.');
      const market = await readFees();
      const before = { limit: maxFeePerGas ?? 0n, tip: maxPriorityFeePerGas ?? 0n };
      if (before.limit > market.maxFeePerGas * PRICE_LIMIT && before.tip > market.maxPriorityFeePerGas * PRICE_LIMIT) {
        return null;
      }
      const tip = maximum(dearer(before.tip), market.maxPriorityFeePerGas);
      const fees = {
        maxFeePerGas: maximum(maximum(dearer(before.limit), market.maxFeePerGas), tip),
        maxPriorityFeePerGas: tip,
      };
      return sign({ operatorKey, nonce, call: { to, ...(data === undefined ? {} : { data }) }, gas, fees });
    },
    send: async (signedTransaction) => {
      const serializedTransaction = signedTransaction as Hex;
      cache.clear();
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
        const { status, blockNumber, blockHash } = receipt;
        return { success: status === 'success', blockNumber: Number(blockNumber), blockHash };
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return null;
        throw error;
      }
    },
    countTransactions: (address) => client.getTransactionCount({ address: address as Address, blockTag: 'latest' }),
  };
}

const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b);
