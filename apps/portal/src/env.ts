import { zTrustProxy } from '@postern/http-service';
import { z } from 'zod';

const zEnv = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4102),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Shown by whoever may read /metrics; empty closes the address. */
  METRICS_TOKEN: z.string().default(''),
  /** Base URL of the issuer service; `/api/*` of the portal is forwarded to it. */
  PORTAL_ISSUER_URL: z.url().default('http://localhost:4101'),
  /** Slug of the bank whose portal this is. */
  PORTAL_TENANT: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .default('demo-bank'),
  /** Shared with the issuer service, which then believes for whom the portal asks; empty: it takes the portal for the caller. */
  PORTAL_PROXY_SECRET: z.string().default(''),
  /** Proxies in front whose `X-Forwarded-For` is believed, or `loopback`: those on this machine. */
  PORTAL_TRUST_PROXY: zTrustProxy.default(0),
});
export type Env = z.infer<typeof zEnv>;

/**
 * Reads the environment once.
 *
 * @throws {z.ZodError} naming each variable that cannot be read.
 */
export const parseEnv = (source: Record<string, string | undefined>): Env => zEnv.parse(source);
