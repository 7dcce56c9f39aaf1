import { nameChain } from '@postern/primitives';
import { type ChainRecord, zChainsText } from '@postern/protocol';
import { z } from 'zod';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const none = '0x0000000000000000000000000000000000000000';
const banks = z.array(z.strictObject({ name: z.string().min(1), issuer: z.url() }));
const passTokens = z.array(z.strictObject({ policyId: z.string().regex(/^0x[0-9a-fA-F]{64}$/), address }));
const defaultBanks = '[{"name":"Aurora Bank","issuer":"http://localhost:4101/t/demo-bank"}]';

const zEnv = z.object({
  PORT: z.coerce.number().int().positive().default(4103),
  LOG_LEVEL: z.string().default('info'),
  NODE_ENV: z.string().default('development'),
  /** Shown by whoever may read /metrics; empty closes the address. */
  METRICS_TOKEN: z.string().default(''),
  /** Every chain that the wallet knows; null: the one of the five variables that follow. */
  WALLET_CHAINS: zChainsText,
  WALLET_RPC_URL: z.url().default('http://localhost:8545'),
  WALLET_CHAIN_ID: z.coerce.number().int().positive().default(31337),
  WALLET_TRUST_REGISTRY: address.default(none),
  WALLET_POLICY_REGISTRY: address.default(none),
  WALLET_PASS_REGISTRY: address.default(none),
  WALLET_BANKS: z
    .string()
    .default(defaultBanks)
    .transform((text, context) => {
      try {
        return banks.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'WALLET_BANKS is a JSON list of {name, issuer}.' });
        return z.NEVER;
      }
    }),
  /** Contracts that show passes as tokens, by policy. */
  WALLET_PASS_TOKENS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return passTokens.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'WALLET_PASS_TOKENS is a JSON list of {policyId, address}.' });
        return z.NEVER;
      }
    }),
  /** Certificate roots for issuers and verifiers with X.509 identities: base64 DER, separated by commas. */
  WALLET_TRUST_ANCHORS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== '')),
});

export type WalletEnv = z.infer<typeof zEnv>;

/** Parses the environment once. @throws {z.ZodError} a variable has an impossible value. */
export function parseEnv(source: NodeJS.ProcessEnv): WalletEnv {
  return zEnv.parse(source);
}

/** The chains that the wallet knows: those of `WALLET_CHAINS`, else the one of the single variables. */
export function listChains(env: WalletEnv): readonly [ChainRecord, ...ChainRecord[]] {
  if (env.WALLET_CHAINS !== null) return env.WALLET_CHAINS;
  return [
    {
      name: nameChain(env.WALLET_CHAIN_ID),
      chainId: env.WALLET_CHAIN_ID,
      rpcUrl: env.WALLET_RPC_URL,
      trustRegistry: env.WALLET_TRUST_REGISTRY,
      policyRegistry: env.WALLET_POLICY_REGISTRY,
      passRegistry: env.WALLET_PASS_REGISTRY,
    },
  ];
}
