import { type Address, encodeFunctionData, type Hex, parseEventLogs, toFunctionSelector } from 'viem';

import type { WriteClients } from '../clients.ts';
import { contractErrorCodes, contractErrorsAbi } from '../generated/contract-errors.ts';
import { passRegistryAbi } from '../generated/pass-registry.ts';
import { type Admission, toAdmitArguments } from './admit.ts';
import { type SentCall, sendCall } from './send-call.ts';

/** An admission that the batch left out. */
export type SkippedAdmission = {
  /** Place in the batch. */
  index: number;
  account: Address;
  /** Code of the error that `admit` would have thrown; undefined for one that no contract of ours declares. */
  code: (typeof contractErrorCodes)[keyof typeof contractErrorCodes] | undefined;
};

/**
 * Admits many accounts with one equation for all proofs; cheaper per proof than {@link admit} from a few on. Admissions
 * that the chain's state refuses are left out and returned. One proof that does not stand undoes the whole batch, and
 * the contract cannot tell which: verify every proof before.
 *
 * @returns accounts that were admitted, renewed or moved, and what was left out
 * @throws {ContractError} a proof does not stand, or the chain does not answer
 */
export async function admitBatch(
  options: WriteClients & { passRegistry: Address; admissions: readonly Admission[] },
): Promise<SentCall & { admitted: Address[]; skipped: SkippedAdmission[] }> {
  const sent = await sendCall({
    ...options,
    address: options.passRegistry,
    abi: passRegistryAbi,
    functionName: 'admitBatch',
    args: [toItems(options.admissions)],
  });
  const logs = parseEventLogs({ abi: passRegistryAbi, logs: sent.receipt.logs });
  return {
    ...sent,
    admitted: logs.flatMap((log) => (log.eventName === 'PassAdmitted' ? log.args.account : [])),
    skipped: logs.flatMap((log) =>
      log.eventName === 'AdmissionSkipped'
        ? { index: Number(log.args.index), account: log.args.account, code: codeOfSelector(log.args.reason) }
        : [],
    ),
  };
}

/** Call data of {@link admitBatch}, for a relay that sends by itself. */
export function encodeAdmitBatchCall(options: { admissions: readonly Admission[] }): Hex {
  return encodeFunctionData({
    abi: passRegistryAbi,
    functionName: 'admitBatch',
    args: [toItems(options.admissions)],
  });
}

function toItems(admissions: readonly Admission[]) {
  return admissions.map((admission) => {
    const [policyId, account, proof, signals, accountSignature] = toAdmitArguments(admission);
    return { policyId, account, proof, signals, accountSignature };
  });
}

/** An error has the selector that a function of its name and inputs would have. */
function codeOfSelector(selector: Hex): SkippedAdmission['code'] {
  const error = contractErrorsAbi.find(
    ({ name, inputs }) =>
      toFunctionSelector({ type: 'function', name, inputs, outputs: [], stateMutability: 'view' }) === selector,
  );
  return error && contractErrorCodes[error.name];
}
