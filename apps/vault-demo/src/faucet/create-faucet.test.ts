import { demoDollarAbi } from '@postern/contracts';
import { deployPostern } from '@postern/contracts/deploy';
import { startAnvil, type TestChain } from '@postern/testkit';
import { type Address, createPublicClient, http, parseEther, parseUnits } from 'viem';
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFaucet, type CreateFaucetOptions } from './create-faucet.ts';

const GAS = parseEther('1');
const MONEY = parseUnits('1000', 6);
let chain: TestChain;
let asset: Address;
beforeAll(async () => {
  chain = await startAnvil();
  const { publicClient } = chain;
  const deployed = await deployPostern({
    walletClient: chain.createWallet(0),
    publicClient,
    development: true,
    withDemoAsset: true,
  });
  asset = deployed.asset!;
});
afterAll(() => chain.stop());

const newAccount = (): Address => privateKeyToAddress(generatePrivateKey());
const create = (changes: Partial<CreateFaucetOptions> = {}) =>
  createFaucet({ chainId: 31_337, client: chain.publicClient, signer: chain.createWallet(2), asset, ...changes });
const balancesOf = (account: Address) =>
  Promise.all([
    chain.publicClient.getBalance({ address: account }),
    chain.publicClient.readContract({
      address: asset,
      abi: demoDollarAbi,
      functionName: 'balanceOf',
      args: [account],
    }),
  ]);

describe('a faucet on the local chain', () => {
  it('gives an empty account gas and play money, once', async () => {
    const faucet = create();
    const account = newAccount();
    expect((await faucet.fund({ account })).transactions).toHaveLength(2);
    expect(await balancesOf(account)).toEqual([GAS, MONEY]);
    expect(await faucet.fund({ account })).toEqual({ transactions: [] });
    expect(await balancesOf(account)).toEqual([GAS, MONEY]);
  });

  it('fills up to a bound and no further, and gives no money to whoever has some', async () => {
    const account = newAccount();
    await create().fund({ account });
    await chain.testClient.setBalance({ address: account, value: parseEther('0.1') });
    expect((await create().fund({ account })).transactions).toHaveLength(1);
    expect(await balancesOf(account)).toEqual([GAS, MONEY]);
  });

  it('pays many at once without racing for its nonces, and the same account once', async () => {
    const faucet = create();
    const accounts = Array.from({ length: 5 }, newAccount);
    await Promise.all([...accounts, accounts[0]!].map((account) => faucet.fund({ account })));
    for (const account of accounts) expect(await balancesOf(account)).toEqual([GAS, MONEY]);
  });
});

describe('a faucet pays nothing', () => {
  it.each([1, 10, 11_155_111, 31_339])('on chain %i, whatever the node says', async (chainId) => {
    const account = newAccount();
    await expect(create({ chainId }).fund({ account })).rejects.toMatchObject({ code: 'ERR_FAUCET_LOCAL_ONLY' });
    expect(await balancesOf(account)).toEqual([0n, 0n]);
  });

  it('without a key', async () => {
    const account = newAccount();
    await expect(create({ signer: undefined }).fund({ account })).rejects.toMatchObject({
      code: 'ERR_FAUCET_LOCAL_ONLY',
    });
  });

  it('when the node serves another chain than the local one that is configured', async () => {
    const other = await startAnvil({ chainId: 4_242 });
    try {
      const signer = other.createWallet(2);
      const account = newAccount();
      const faucet = create({ client: other.publicClient, signer });
      await expect(faucet.fund({ account })).rejects.toMatchObject({ code: 'ERR_FAUCET_CHAIN' });
      expect(await other.publicClient.getBalance({ address: account })).toBe(0n);
    } finally {
      await other.stop();
    }
  });

  it('when the node is away', async () => {
    const away = createPublicClient({ transport: http('http://127.0.0.1:1', { retryCount: 0 }) });
    await expect(create({ client: away }).fund({ account: newAccount() })).rejects.toMatchObject({
      code: 'ERR_FAUCET_CHAIN',
    });
  });

  it('when it has nothing left, and the next in line is served once it has', async () => {
    const signer = chain.createWallet(5);
    const { address } = signer.account;
    const before = await chain.publicClient.getBalance({ address });
    const faucet = create({ signer });
    const account = newAccount();
    await chain.testClient.setBalance({ address, value: GAS });
    await expect(faucet.fund({ account })).rejects.toMatchObject({ code: 'ERR_FAUCET_EMPTY' });
    expect(await balancesOf(account)).toEqual([0n, 0n]);
    await chain.testClient.setBalance({ address, value: before });
    await faucet.fund({ account });
    expect(await balancesOf(account)).toEqual([GAS, MONEY]);
  });
});
