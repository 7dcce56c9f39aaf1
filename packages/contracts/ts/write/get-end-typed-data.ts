import type { Address, Hex } from 'viem';

/**
 * EIP-712 data that an account signs so that somebody else may end its pass.
 *
 * @param options.admittedAt that of the pass, unix seconds: a renewal voids the signature
 * @param options.deadline unix seconds until which the signature serves
 */
export function getEndTypedData(options: {
  chainId: number;
  passRegistry: Address;
  account: Address;
  policyId: Hex;
  nullifierTag: bigint;
  admittedAt: bigint;
  deadline: bigint;
}) {
  const { chainId, passRegistry, account, policyId, nullifierTag, admittedAt, deadline } = options;
  return {
    domain: { name: 'Postern PassRegistry', version: '1', chainId, verifyingContract: passRegistry },
    types: {
      End: [
        { name: 'account', type: 'address' },
        { name: 'policyId', type: 'bytes32' },
        { name: 'nullifierTag', type: 'uint176' },
        { name: 'admittedAt', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'End',
    message: { account, policyId, nullifierTag, admittedAt, deadline },
  } as const;
}
