import { isLocalChain, PosternError } from '@postern/primitives';
import {
  type Account,
  type Address,
  BaseError,
  type Chain,
  type Hash,
  parseAbi,
  parseEther,
  type PublicClient,
  type Transport,
  type WalletClient,
} from 'viem';

/** Why nothing was paid out. */
export class FaucetError extends PosternError<'ERR_FAUCET_LOCAL_ONLY' | 'ERR_FAUCET_CHAIN' | 'ERR_FAUCET_EMPTY'> {}

/** Status of each refusal. */
export const FAUCET_ERROR_STATUS = { ERR_FAUCET_LOCAL_ONLY: 403, ERR_FAUCET_CHAIN: 503, ERR_FAUCET_EMPTY: 503 };

/** No account is brought above this much, in wei, ... */
export const GAS_LIMIT = parseEther('1');
/** ... and one that still has this much gets nothing. */
const GAS_ENOUGH = parseEther('0.5');
/** Whole units of the demo asset that an account without any gets with its gas. */
export const MONEY = 1_000n;

export type Faucet = {
  /**
   * Gas and play money for an account that lacks them; nothing for one that has them.
   *
   * @returns hashes of what was sent, mined
   * @throws {FaucetError} ERR_FAUCET_LOCAL_ONLY, ERR_FAUCET_CHAIN the node did not answer or serves another chain,
   *   ERR_FAUCET_EMPTY
   */
  fund: (options: { account: Address }) => Promise<{ transactions: Hash[] }>;
};

export type CreateFaucetOptions = {
  /** The chain that this app is configured for; the node has to be on it. */
  chainId: number;
  client: PublicClient;
  /** Who pays; without one nothing is paid out. */
  signer: WalletClient<Transport, Chain, Account> | undefined;
  asset: Address;
};

const assetAbi = parseAbi([
  'function decimals() view returns (uint8)',
  'function balanceOf(address account) view returns (uint256)',
  'function mint(address to, uint256 amount)',
]);

/** Pays the demo accounts of the local chain, one request after the other, so that no two race for a nonce. */
export function createFaucet({ chainId, client, signer, asset }: CreateFaucetOptions): Faucet {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(run: () => Promise<Value>): Promise<Value> => {
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  };

  const mined = async (hash: Hash): Promise<Hash> => {
    const { status } = await client.waitForTransactionReceipt({ hash, timeout: 20_000 });
    if (status !== 'success') throw new FaucetError('ERR_FAUCET_CHAIN', 'The chain did not take a payment.');
    return hash;
  };

  const pay = async (payer: NonNullable<typeof signer>, account: Address): Promise<{ transactions: Hash[] }> => {
    if ((await client.getChainId()) !== chainId) {
      throw new FaucetError('ERR_FAUCET_CHAIN', 'The node serves another chain than this app is configured for.');
    }
    const gas = await client.getBalance({ address: account });
    if (gas >= GAS_ENOUGH) return { transactions: [] };
    if ((await client.getBalance({ address: payer.account.address })) <= GAS_LIMIT) {
      throw new FaucetError('ERR_FAUCET_EMPTY', 'The account that pays has nothing left.');
    }
    const transactions = [await mined(await payer.sendTransaction({ to: account, value: GAS_LIMIT - gas }))];
    const money = { address: asset, abi: assetAbi } as const;
    if ((await client.readContract({ ...money, functionName: 'balanceOf', args: [account] })) === 0n) {
      const decimals = await client.readContract({ ...money, functionName: 'decimals' });
      const args = [account, MONEY * 10n ** BigInt(decimals)] as const;
      transactions.push(await mined(await payer.writeContract({ ...money, functionName: 'mint', args })));
    }
    return { transactions };
  };

  return {
    fund: async ({ account }) => {
      if (!isLocalChain(chainId) || signer === undefined) {
        throw new FaucetError('ERR_FAUCET_LOCAL_ONLY', 'Accounts are paid for on local chains only.');
      }
      return inTurn(async () => {
        try {
          return await pay(signer, account);
        } catch (error) {
          if (!(error instanceof BaseError)) throw error;
          throw new FaucetError('ERR_FAUCET_CHAIN', 'The chain did not answer.', { cause: error });
        }
      });
    },
  };
}
