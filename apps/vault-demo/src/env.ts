import { zTrustProxy } from '@postern/http-service';
import { z } from 'zod';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const bytes32 = z.string().regex(/^0x[0-9a-fA-F]{64}$/);
const none = '0x0000000000000000000000000000000000000000';

const zEnv = z.object({
  PORT: z.coerce.number().int().positive().default(4106),
  LOG_LEVEL: z.string().default('info'),
  PUBLIC_URL: z.url().default('http://localhost:4106'),
  NODE_ENV: z.string().default('development'),
  /** Shown by whoever may read /metrics; empty closes the address. */
  METRICS_TOKEN: z.string().default(''),
  VAULT_VERIFIER_URL: z.url().default('http://localhost:4104'),
  VAULT_API_KEY: z.string().default(''),
  VAULT_RPC_URL: z.url().default('http://localhost:8545'),
  VAULT_CHAIN_ID: z.coerce.number().int().positive().default(31337),
  /** What people are told the chain is called; empty: a name made from its id. */
  VAULT_CHAIN_NAME: z.string().trim().max(40).default(''),
  VAULT_ADDRESS: address.default(none),
  VAULT_ASSET_ADDRESS: address.default(none),
  VAULT_PASS_REGISTRY: address.default(none),
  VAULT_PASS_TOKEN: address.default(none),
  VAULT_POLICY_ID: bytes32.default(`0x${'0'.repeat(64)}`),
  /** Proxies in front whose `X-Forwarded-For` is believed, or `loopback`: those on this machine. */
  VAULT_TRUST_PROXY: zTrustProxy.default(0),
  VAULT_FAUCET_PRIVATE_KEY: z.union([bytes32, z.literal('')]).default(''),
});

export type VaultEnv = z.infer<typeof zEnv>;

/** Parses the environment once. @throws {z.ZodError} a variable has an impossible value. */
export function parseEnv(source: NodeJS.ProcessEnv): VaultEnv {
  return zEnv.parse(source);
}
