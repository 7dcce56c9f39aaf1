import type { Address, Hex } from 'viem';

/**
 * EIP-712 data that an account signs so that somebody else may send its admission.
 *
 * @param options.provenAt the public signal `now`, unix seconds
 */
export function getAdmitTypedData(options: {
  chainId: number;
  passRegistry: Address;
  policyId: Hex;
  nullifier: bigint;
  provenAt: bigint;
  expiresAt: bigint;
}) {
  const { chainId, passRegistry, policyId, nullifier, provenAt, expiresAt } = options;
  return {
    domain: { name: 'Postern PassRegistry', version: '1', chainId, verifyingContract: passRegistry },
    types: {
      Admit: [
        { name: 'policyId', type: 'bytes32' },
        { name: 'nullifier', type: 'uint256' },
        { name: 'now', type: 'uint256' },
        { name: 'expiresAt', type: 'uint256' },
      ],
    },
    primaryType: 'Admit',
    message: { policyId, nullifier, now: provenAt, expiresAt },
  } as const;
}
