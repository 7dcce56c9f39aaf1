import { zTrustProxy } from '@postern/http-service';
import { isLocalChain } from '@postern/primitives';
import {
  type AnchorChainRecord,
  type AnchorTimes,
  computeAnchorBound,
  computeAnchorTimes,
  zAnchorChainsText,
} from '@postern/protocol';
import { z } from 'zod';

const zOrigin = z.url({ abort: true }).refine((url) => new URL(url).origin === url, 'an origin without path');
const zSeconds = z.coerce.number().int().positive();
const zBoolean = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Public on purpose: good for a local chain, refused elsewhere. */
export const LOCAL_MASTER_KEY = `0x${'11'.repeat(32)}`;

const zAddress = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

const zClients = z
  .array(
    z.strictObject({
      clientId: z.string().min(1).max(2048),
      redirectUris: z.array(z.url().max(2048)).min(1).max(20),
      name: z.string().min(1).max(100).optional(),
    }),
  )
  .max(200);

/** JSON array of registered wallets; empty: none. */
function parseClients(text: string, issue: z.RefinementCtx): z.infer<typeof zClients> {
  try {
    const result = zClients.safeParse(JSON.parse(text === '' ? '[]' : text));
    if (result.success) return result.data;
  } catch {
    // Answered below: the variable does not fit.
  }
  issue.addIssue({ code: 'custom', message: 'no list of wallets' });
  return z.NEVER;
}

/** Every variable of the service, each with a default that works on one machine. */
export const zIssuerEnv = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4101),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ISSUER_PUBLIC_URL: zOrigin.default('http://localhost:4101'),
  PORTAL_PUBLIC_URL: zOrigin.default('http://localhost:4102'),
  WALLET_PUBLIC_URL: zOrigin.default('http://localhost:4103'),
  ISSUER_DATABASE_URL: z.string().default('postgresql://postern_issuer@localhost:5432/postern_issuer'),
  ISSUER_RPC_URL: z.url().default('http://127.0.0.1:8545'),
  ISSUER_CHAIN_ID: z.coerce.number().int().positive().default(31_337),
  ISSUER_TRUST_REGISTRY: zAddress.default(`0x${'0'.repeat(40)}`),
  ISSUER_DID_REGISTRY: zAddress.default(`0x${'0'.repeat(40)}`),
  ISSUER_MASTER_KEY: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{64}$/)
    .default(LOCAL_MASTER_KEY),
  ISSUER_PKCS11_LIBRARY: z.string().default(''),
  ISSUER_PKCS11_TOKEN: z.string().default('postern'),
  ISSUER_PKCS11_PIN: z.string().default(''),
  ISSUER_DEMO_SIGN_IN: zBoolean.default(false),
  ISSUER_MARK_TEST_DATA: zBoolean.default(false),
  ISSUER_SEED_FILE: z.string().default(''),
  ISSUER_LAUNCHER_TOKEN: z.string().default(''),
  ISSUER_DEFAULT_TENANT: z.string().default('demo-bank'),
  ISSUER_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(120),
  ISSUER_TRUST_PROXY: zTrustProxy.default(0),
  ISSUER_PROXY_SECRET: z.string().default(''),
  ISSUER_OFFER_LIFE_SECONDS: zSeconds.default(600),
  ISSUER_ACCESS_TOKEN_LIFE_SECONDS: zSeconds.default(600),
  ISSUER_REFRESH_TOKEN_LIFE_SECONDS: zSeconds.default(7_776_000),
  ISSUER_DPOP_NONCE: zBoolean.default(false),
  ISSUER_DEVELOPMENT_AUTHORITY: zBoolean.default(true),
  ISSUER_NONCE_LIFE_SECONDS: zSeconds.default(300),
  ISSUER_SESSION_IDLE_SECONDS: zSeconds.default(1800),
  ISSUER_SESSION_LIFE_SECONDS: zSeconds.default(28_800),
  ISSUER_REBIND_COOLDOWN_SECONDS: zSeconds.default(604_800),
  ISSUER_REBINDING_DELAY_SECONDS: zSeconds.default(259_200),
  ISSUER_ANCHOR_INTERVAL_MS: zSeconds.default(1000),
  ISSUER_CONFIRMATION_SECONDS: z.coerce.number().int().min(0).default(60),
  METRICS_TOKEN: z.string().default(''),
  ISSUER_RUN_JOBS: zBoolean.default(true),
  ISSUER_CLIENTS: z.string().default('').transform(parseClients),
  ISSUER_CHAINS: zAnchorChainsText,
  ISSUER_ANCHOR_CONFIRMATIONS: z.coerce.number().int().min(1).max(10_000).default(64),
  ISSUER_ANCHOR_IN_FLIGHT: z.coerce.number().int().min(1).max(16).default(1),
  ISSUER_ANCHOR_RESEND_SECONDS: z.coerce.number().int().min(0).default(10),
  ISSUER_ANCHOR_DEARER_SECONDS: zSeconds.default(60),
  ISSUER_ANCHOR_HEARTBEAT_SECONDS: zSeconds.default(86_400),
});

export type IssuerEnv = z.infer<typeof zIssuerEnv>;

/**
 * Reads the environment once. An empty variable counts as absent.
 *
 * @throws {Error} a variable that does not fit, the public master key outside a local chain, or times that contradict
 *   each other
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): IssuerEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = zIssuerEnv.safeParse(given);
  if (!result.success) {
    const names = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Error(`These environment variables do not fit: ${names}.`);
  }
  const everywhereLocal = listChains(result.data).every(({ chainId }) => isLocalChain(chainId));
  if (result.data.ISSUER_MASTER_KEY === LOCAL_MASTER_KEY && !everywhereLocal) {
    throw new Error('Set ISSUER_MASTER_KEY: the default key is public and serves local chains only.');
  }
  assertBoundKept(result.data);
  return result.data;
}

/** How long a decision waits for the chain at worst: what the bank states, and what the alarm goes by. */
export function readAnchorTimes(env: IssuerEnv): AnchorTimes {
  return computeAnchorTimes({ roundMs: env.ISSUER_ANCHOR_INTERVAL_MS, confirmation: env.ISSUER_CONFIRMATION_SECONDS });
}

/** What is done about a transaction that is in no block is done within the bound, and a heartbeat leaves it room. */
function assertBoundKept(env: IssuerEnv): void {
  const bound = computeAnchorBound(readAnchorTimes(env));
  const kept = {
    ISSUER_ANCHOR_RESEND_SECONDS: env.ISSUER_ANCHOR_RESEND_SECONDS < bound,
    ISSUER_ANCHOR_DEARER_SECONDS: env.ISSUER_ANCHOR_DEARER_SECONDS < bound,
    ISSUER_ANCHOR_HEARTBEAT_SECONDS: env.ISSUER_ANCHOR_HEARTBEAT_SECONDS > bound,
  };
  const broken = Object.entries(kept).flatMap(([name, isKept]) => (isKept ? [] : [name]));
  if (broken.length === 0) return;
  const promise = `a change is on chain within ${bound} s by ISSUER_ANCHOR_INTERVAL_MS and ISSUER_CONFIRMATION_SECONDS`;
  throw new Error(`These environment variables contradict the others (${promise}): ${broken.join(', ')}.`);
}

/** Chains that status changes are anchored on: those of `ISSUER_CHAINS`, else the one of the single variables. */
export function listChains(env: IssuerEnv): [AnchorChainRecord, ...AnchorChainRecord[]] {
  const { ISSUER_CHAINS, ISSUER_CHAIN_ID: chainId, ISSUER_RPC_URL: rpcUrl, ISSUER_TRUST_REGISTRY: trustRegistry } = env;
  return ISSUER_CHAINS ?? [{ chainId, rpcUrl, trustRegistry }];
}
