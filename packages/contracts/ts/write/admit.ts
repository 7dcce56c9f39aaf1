import { type Address, encodeFunctionData, type Hex } from 'viem';

import type { WriteClients } from '../clients.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type SentCall, sendCall } from './send-call.ts';

/** Groth16 proof in the EVM's coordinate order, as `toSolidityProof` of `@postern/proof/verify` gives it. */
export type SolidityProof = {
  a: readonly [bigint, bigint];
  b: readonly [readonly [bigint, bigint], readonly [bigint, bigint]];
  c: readonly [bigint, bigint];
};

/** nullifier, registryRoot, policyHash, scope, binding, now, today, expiresAt. */
export type PublicSignals = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

export type Admission = {
  policyId: Hex;
  /** Account that receives the pass. */
  account: Address;
  proof: SolidityProof;
  signals: PublicSignals;
  /** Signature by `account` over {@link getAdmitTypedData}; left out when `account` sends the call itself. */
  accountSignature?: Hex;
};

/**
 * Admits an account, renews its pass, or moves its person's pass to it.
 *
 * @throws {ContractError} the contract refuses, or the chain does not answer
 */
export async function admit(
  options: WriteClients & { passRegistry: Address; admission: Admission },
): Promise<SentCall> {
  return sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'admit',
    args: toAdmitArguments(options.admission),
  });
}

/** Call data of {@link admit}, for a wallet or relay that sends by itself. */
export function encodeAdmitCall(options: { admission: Admission }): Hex {
  return encodeFunctionData({ abi: passRegistryAbi, functionName: 'admit', args: toAdmitArguments(options.admission) });
}

/** Arguments of `admit` in its order. */
export function toAdmitArguments(admission: Admission) {
  const { policyId, account, proof, signals, accountSignature = '0x' } = admission;
  return [policyId, account, proof, signals, accountSignature] as const;
}
