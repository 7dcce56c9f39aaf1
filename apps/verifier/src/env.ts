import { readFileSync } from 'node:fs';
import { zTrustProxy } from '@postern/http-service';
import { nameChain } from '@postern/primitives';
import { type ChainRecord, computeAnchorTimes, STATUS_LIST_LIFE_SECONDS, zChainsText } from '@postern/protocol';
import { z } from 'zod';

/** The value of a development start: refused on chains that are not local. */
export const DEVELOPMENT_MASTER_KEY = '00'.repeat(31) + '01';

/** Those of an issuer service whose settings are left as they are. */
const DEFAULT_ANCHOR_TIMES = computeAnchorTimes({ roundMs: 1000, confirmation: 60 });

const ZERO_ADDRESS = `0x${'00'.repeat(20)}`;

const zAddress = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const zOrigin = z.url().transform((text) => new URL(text).origin);
/** A share from 0 (never) to 1 (always). */
const zRate = z
  .string()
  .regex(/^(0(\.\d+)?|1(\.0+)?)$/)
  .transform(Number);
const zSeconds = z.coerce.number().int().min(0);
const zLogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

const zProviders = z.record(z.string().min(1), z.array(z.string().min(1)).min(1).max(16));

/** JSON object of list issuers by credential issuer; empty: every issuer's lists are its own. */
function parseProviders(text: string, issue: z.RefinementCtx): z.infer<typeof zProviders> {
  try {
    const result = zProviders.safeParse(JSON.parse(text === '' ? '{}' : text));
    if (result.success) return result.data;
  } catch {
    // Answered below: the variable does not fit.
  }
  issue.addIssue({ code: 'custom', message: 'no status providers' });
  return z.NEVER;
}

/** Every variable that the verifier service reads, with defaults that work beside a local launcher. */
export const zEnv = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4104),
  LOG_LEVEL: zLogLevel.default('info'),
  NODE_ENV: z.string().default('development'),
  VERIFIER_PUBLIC_URL: zOrigin.default('http://localhost:4104'),
  WALLET_PUBLIC_URL: zOrigin.default('http://localhost:4103'),
  VERIFIER_DATABASE_URL: z.string().min(1).default('postgresql://postern_verifier@localhost:5432/postern_verifier'),
  /** Every chain that is asked; null: the one of the five variables that follow. */
  VERIFIER_CHAINS: zChainsText,
  VERIFIER_RPC_URL: z.url().default('http://localhost:8545'),
  VERIFIER_CHAIN_ID: z.coerce.number().int().positive().default(31337),
  VERIFIER_TRUST_REGISTRY: zAddress.default(ZERO_ADDRESS),
  VERIFIER_POLICY_REGISTRY: zAddress.default(ZERO_ADDRESS),
  VERIFIER_PASS_REGISTRY: zAddress.default(ZERO_ADDRESS),
  /** ERC-1056 registry of the first chain; the zero address: did:ethr is not resolved. */
  VERIFIER_DID_REGISTRY: zAddress.default(ZERO_ADDRESS),
  VERIFIER_MASTER_KEY: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{64}$/)
    .transform((text) => text.replace(/^0x/, '').toLowerCase())
    .default(DEVELOPMENT_MASTER_KEY),
  /** Share of the proofs, taken by our checks, that snarkjs is asked about as well. */
  VERIFIER_SECOND_OPINION_RATE: zRate.default(0.1),
  /** Share of the VC-JWTs (`jwt_vc_json`), taken by our reader, that did-jwt-vc is asked about as well. */
  VERIFIER_SECOND_OPINION_RATE_VC_JWT: zRate.default(1),
  /** How long decisions of the banks behind the policies served wait for the chain at worst, seconds. */
  VERIFIER_ANCHOR_INTERVAL_SECONDS: zSeconds.default(DEFAULT_ANCHOR_TIMES.anchorInterval),
  VERIFIER_CONFIRMATION_SECONDS: zSeconds.default(DEFAULT_ANCHOR_TIMES.confirmation),
  /** Seconds that anybody's status list is kept; longer would break the bound that sessions state. */
  VERIFIER_STATUS_PROVIDERS: z.string().default('').transform(parseProviders),
  VERIFIER_STATUS_LIFE_SECONDS: zSeconds.max(STATUS_LIST_LIFE_SECONDS).default(STATUS_LIST_LIFE_SECONDS),
  /** Requests that one client address may make in a minute to each address that wallets use. */
  VERIFIER_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(120),
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  VERIFIER_TRUST_PROXY: zTrustProxy.default(0),
  /** Shared with the console, which then says for whom it asks; empty: nobody is believed. */
  VERIFIER_PROXY_SECRET: z.string().default(''),
  /** Requests that one API key may make in a minute. */
  VERIFIER_KEY_QUOTA_PER_MINUTE: z.coerce.number().int().positive().default(1200),
  /** Sessions that one API key may open in a minute. */
  VERIFIER_SESSION_QUOTA_PER_MINUTE: z.coerce.number().int().positive().default(120),
  /** Wrong API keys that one client address may show in a minute. */
  VERIFIER_KEY_GUESSES_PER_MINUTE: z.coerce.number().int().positive().default(10),
  /** Shown by whoever may read /metrics; empty closes the address. */
  METRICS_TOKEN: z.string().default(''),
  /** Whether this process does periodic work; one process on the database must. */
  VERIFIER_RUN_JOBS: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(true),
  /** JSON file with the protocols served; empty: those already in the database. */
  VERIFIER_SEED_FILE: z.string().default(''),
});
export type Env = z.infer<typeof zEnv>;

/** Protocols as a seed file lists them. */
export const zSeed = z.strictObject({
  protocols: z.array(
    z.strictObject({
      slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
      name: z.string().min(1).max(100),
      apiKey: z.string().min(22).max(200),
      policyIds: z.array(z.string().regex(/^0x[0-9a-f]{64}$/)),
      origins: z.array(zOrigin),
      /** DIDs and issuer URLs whose credentials count. */
      trustedIssuers: z.array(z.string().min(1).max(500)).max(64).default([]),
      /** What the credentials of one of them (`x509`: of any certified one) may do without; nothing unless told. */
      issuerExceptions: z
        .array(
          z.strictObject({
            issuer: z.string().min(1).max(500),
            mayLack: z.array(z.enum(['status', 'expiry', 'date'])).min(1),
          }),
        )
        .max(65)
        .default([]),
      /** Certificates that issuers' chains must end at; base64 DER. */
      trustAnchors: z.array(z.base64()).max(64).default([]),
      /** A key of one's own with its certificates; without it one is made and, on local chains, certified here. */
      signing: z
        .strictObject({
          /** PKCS#8 of a P-256 key, base64. */
          signingKey: z.base64().max(1000),
          /** Leaf first, without the anchor; base64 DER. */
          certificateChain: z.array(z.base64()).min(1).max(4),
        })
        .optional(),
    }),
  ),
});
export type Seed = z.infer<typeof zSeed>;

/** Reads the environment once. @throws {z.ZodError} naming the variables that do not fit */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  return zEnv.parse(source);
}

/** The chains that this verifier serves: those of `VERIFIER_CHAINS`, else the one of the single variables. */
export function listChains(env: Env): readonly [ChainRecord, ...ChainRecord[]] {
  if (env.VERIFIER_CHAINS !== null) return env.VERIFIER_CHAINS;
  return [
    {
      name: nameChain(env.VERIFIER_CHAIN_ID),
      chainId: env.VERIFIER_CHAIN_ID,
      rpcUrl: env.VERIFIER_RPC_URL,
      trustRegistry: env.VERIFIER_TRUST_REGISTRY,
      policyRegistry: env.VERIFIER_POLICY_REGISTRY,
      passRegistry: env.VERIFIER_PASS_REGISTRY,
    },
  ];
}

/** Reads the seed file, if one is named. @throws when it cannot be read or does not fit */
export function readSeed(env: Pick<Env, 'VERIFIER_SEED_FILE'>): Seed {
  if (env.VERIFIER_SEED_FILE === '') return { protocols: [] };
  return zSeed.parse(JSON.parse(readFileSync(env.VERIFIER_SEED_FILE, 'utf8')));
}
