import { z } from 'zod';

/** What the portal's own origin says about where it runs; nothing of it is built into the bundle. */
export const zPortalConfig = z.object({ tenant: z.string().min(1) });
export type PortalConfig = z.infer<typeof zPortalConfig>;

/** Reads `/config.json` of the own origin. */
export async function loadConfig({ fetch }: { fetch: typeof globalThis.fetch }): Promise<PortalConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
  return zPortalConfig.parse(await response.json());
}
