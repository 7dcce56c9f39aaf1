import {
  type Admission,
  decodeContractError,
  harborVaultAbi,
  passRegistryAbi,
  type WriteClients,
} from '@postern/contracts';
import { type Address, parseUnits } from 'viem';
import { DemoError, expectThat } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/**
 * Sends a call that must revert, so that the refusal itself stands on chain: asked first for its reason, then mined
 * with the gas given by hand (a node does not estimate what reverts).
 */
const sendRefused = async (options: {
  clients: WriteClients;
  ask: () => Promise<unknown>;
  send: () => Promise<`0x${string}`>;
  allowed: readonly string[];
}): Promise<StepResult<undefined>> => {
  const { clients, ask, send, allowed } = options;
  const code = await ask().then(
    () => undefined,
    (error: unknown) => decodeContractError({ error }).code,
  );
  if (code === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'The contract accepted the call.');
  expectThat(allowed.includes(code), `The contract refused with ${code}.`);
  const hash = await send();
  const receipt = await clients.publicClient.waitForTransactionReceipt({ hash });
  expectThat(receipt.status === 'reverted', 'The call did not revert.');
  return { value: undefined, note: `refused: ${code}`, transaction: { hash, gasUsed: receipt.gasUsed } };
};

/** An account without a pass deposits: the vault's own code says no. */
export const refuseDeposit = (options: { clients: WriteClients; vault: Address }): Promise<StepResult<undefined>> => {
  const { clients, vault } = options;
  const { account, chain } = clients.walletClient;
  const call = {
    address: vault,
    abi: harborVaultAbi,
    functionName: 'deposit',
    args: [parseUnits('1', 6), account.address],
    account,
  } as const;
  return sendRefused({
    clients,
    ask: () => clients.publicClient.simulateContract(call),
    send: () => clients.walletClient.writeContract({ ...call, chain, gas: 500_000n }),
    allowed: ['ERR_POSTERN_GUARD_NOT_ADMITTED'],
  });
};

/** Somebody hands in a proof that is not theirs, or that was used. */
export const refuseAdmission = (options: {
  clients: WriteClients;
  passRegistry: Address;
  admission: Admission;
  allowed: readonly string[];
}): Promise<StepResult<undefined>> => {
  const { clients, passRegistry, admission, allowed } = options;
  const { account, chain } = clients.walletClient;
  const { policyId, proof, signals } = admission;
  const call = {
    address: passRegistry,
    abi: passRegistryAbi,
    functionName: 'admit',
    args: [policyId, account.address, proof, signals, '0x'],
    account,
  } as const;
  return sendRefused({
    clients,
    ask: () => clients.publicClient.simulateContract(call),
    send: () => clients.walletClient.writeContract({ ...call, chain, gas: 1_000_000n }),
    allowed,
  });
};
