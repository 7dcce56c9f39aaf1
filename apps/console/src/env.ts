import { zTrustProxy } from '@postern/http-service';
import { z } from 'zod';

const zEnv = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4105),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Shown by whoever may read /metrics; empty closes the address. */
  METRICS_TOKEN: z.string().default(''),
  /** The console's own origin, as protocols open it. */
  /** Base URL of the verifier service; `/api/*` of the console is forwarded to it. */
  CONSOLE_VERIFIER_URL: z.url().default('http://localhost:4104'),
  /** Shared with the verifier service, which then believes for whom the console asks; empty: it takes the console for the caller. */
  CONSOLE_PROXY_SECRET: z.string().default(''),
  /** Proxies in front whose `X-Forwarded-For` is believed, or `loopback`: those on this machine. */
  CONSOLE_TRUST_PROXY: zTrustProxy.default(0),
});
export type Env = z.infer<typeof zEnv>;

/**
 * Reads the environment once.
 *
 * @throws {z.ZodError} naming each variable that cannot be read.
 */
export const parseEnv = (source: Record<string, string | undefined>): Env => zEnv.parse(source);
