import type { Address, Hex } from 'viem';
import { z } from 'zod';

const zAddress = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value));
const zHex32 = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value));

/** What the app's own origin says about the chain and the contracts; nothing of it is built into the bundle. */
export const zVaultConfig = z.object({
  chainId: z.int().positive(),
  /** What people are told the chain is called, where there are several. */
  chainName: z.string().optional(),
  rpcUrl: z.url(),
  vault: zAddress,
  asset: zAddress,
  passRegistry: zAddress,
  /** Passes as locked tokens, where there is such a contract. */
  passToken: zAddress.optional(),
  policyId: zHex32,
  /** Whether browsers may make themselves demo accounts, which the server fills: on a local chain only. */
  demoAccounts: z.boolean(),
});
export type VaultConfig = z.infer<typeof zVaultConfig>;

/** Reads `/config.json` of the own origin. */
export async function loadConfig({ fetch }: { fetch: typeof globalThis.fetch }): Promise<VaultConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
  return zVaultConfig.parse(await response.json());
}
