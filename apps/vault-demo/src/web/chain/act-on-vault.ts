import type { Abi, Account, Address, Chain, Hex, PublicClient, Transport, WalletClient } from 'viem';
import type { Admission } from '../create-app-api.ts';
import type { VaultConfig } from '../load-config.ts';
import { assetAbi, passAbi, vaultAbi } from './abis.ts';

export type Signer = WalletClient<Transport, Chain, Account>;
export type ActOptions = { client: PublicClient; signer: Signer; config: VaultConfig };

type Call = { address: Address; abi: Abi; functionName: string; args: readonly unknown[] };

/** Asks the contract first (so that a refusal costs nothing and has a name), then sends and waits until it is mined. */
async function send({ client, signer }: ActOptions, call: Call): Promise<Hex> {
  const { request } = await client.simulateContract({ ...call, account: signer.account });
  const hash = await signer.writeContract(request);
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: 60_000 });
  if (receipt.status !== 'success') throw new Error('reverted after simulation');
  return hash;
}

/** Hands the proof to the pass registry, from the account that it is about. */
export function admit(options: ActOptions & { admission: Admission }): Promise<Hex> {
  const { config, signer, admission } = options;
  return send(options, {
    address: config.passRegistry,
    abi: passAbi,
    functionName: 'admit',
    args: [config.policyId, signer.account.address, admission.proof, admission.signals, '0x'],
  });
}

/** Approves what is missing, then deposits. The vault itself refuses an account without a pass. */
export async function deposit(options: ActOptions & { amount: bigint }): Promise<Hex> {
  const { client, config, signer, amount } = options;
  const owner = signer.account.address;
  const allowance = await client.readContract({
    address: config.asset,
    abi: assetAbi,
    functionName: 'allowance',
    args: [owner, config.vault],
  });
  if (allowance < amount) {
    await send(options, {
      address: config.asset,
      abi: assetAbi,
      functionName: 'approve',
      args: [config.vault, amount],
    });
  }
  return send(options, { address: config.vault, abi: vaultAbi, functionName: 'deposit', args: [amount, owner] });
}

/** Asks the contract, without sending, whether it would take a deposit from this account. Throws the contract's refusal. */
export async function tryDeposit(options: ActOptions & { amount: bigint }): Promise<void> {
  const { client, config, signer, amount } = options;
  await client.simulateContract({
    address: config.vault,
    abi: vaultAbi,
    functionName: 'deposit',
    args: [amount, signer.account.address],
    account: signer.account,
  });
}

/** Takes everything out. Needs no pass: what is yours stays yours. */
export function withdrawAll(options: ActOptions & { shares: bigint }): Promise<Hex> {
  const { config, signer, shares } = options;
  const owner = signer.account.address;
  return send(options, {
    address: config.vault,
    abi: vaultAbi,
    functionName: 'redeem',
    args: [shares, owner, owner],
  });
}

/** Takes an amount of the asset out. Needs no pass. */
export function withdraw(options: ActOptions & { amount: bigint }): Promise<Hex> {
  const { config, signer, amount } = options;
  const owner = signer.account.address;
  return send(options, {
    address: config.vault,
    abi: vaultAbi,
    functionName: 'withdraw',
    args: [amount, owner, owner],
  });
}

/** Takes demo money from the open faucet of the local chain's asset. */
export function takeFromFaucet(options: ActOptions & { amount: bigint }): Promise<Hex> {
  const { config, signer, amount } = options;
  return send(options, {
    address: config.asset,
    abi: assetAbi,
    functionName: 'mint',
    args: [signer.account.address, amount],
  });
}
