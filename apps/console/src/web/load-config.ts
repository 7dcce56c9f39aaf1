import { z } from 'zod';

/** What the console's own origin says about where it runs; nothing of it is built into the bundle. */
export const zConsoleConfig = z.object({ verifierUrl: z.url() });
export type ConsoleConfig = z.infer<typeof zConsoleConfig>;

/** Reads `/config.json` of the own origin. */
export async function loadConfig({ fetch }: { fetch: typeof globalThis.fetch }): Promise<ConsoleConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
  return zConsoleConfig.parse(await response.json());
}
