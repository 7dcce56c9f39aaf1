import { zAddress, zChainRecords } from '@postern/protocol';
import { z } from 'zod';

/** What the wallet's own origin says about where it runs; nothing of it is built into the bundle. */
export const zWalletConfig = z.object({
  chains: zChainRecords,
  /** Contracts that show passes as tokens, by policy. */
  passTokens: z.array(z.object({ policyId: z.string(), address: zAddress })).default([]),
  banks: z.array(z.object({ name: z.string(), issuer: z.url() })),
  /** Certificate roots for issuers and verifiers with X.509 identities, base64 DER. */
  trustAnchors: z.array(z.string()).default([]),
});
export type WalletConfig = z.infer<typeof zWalletConfig>;

/** Reads `/config.json` of the own origin. */
export async function loadConfig({ fetch }: { fetch: typeof globalThis.fetch }): Promise<WalletConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
  return zWalletConfig.parse(await response.json());
}
