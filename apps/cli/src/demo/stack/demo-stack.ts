import type { Address, Hex } from 'viem';

/** Where the services of one running stack are, and the contracts they work with. */
export type DemoStack = {
  portalUrl: string;
  vaultUrl: string;
  /** Credential issuer identifier of the demo bank. */
  issuer: string;
  rpcUrl: string;
  chainId: number;
  trustRegistry: Address;
  policyRegistry: Address;
  passRegistry: Address;
  vault: Address;
  asset: Address;
  policyId: Hex;
};
