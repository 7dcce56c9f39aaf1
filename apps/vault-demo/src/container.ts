import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createHttpService,
  createLogger,
  createMemoryRateLimits,
  createMetrics,
  type HttpService,
  type Logger,
  type RateLimits,
  serveWebApp,
} from '@postern/http-service';
import { type Clock, isLocalChain } from '@postern/primitives';
import { createBrowserSessions, createVerifierClient } from '@postern/sdk';
import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { VaultEnv } from './env.ts';
import { createFaucet, FAUCET_ERROR_STATUS, type Faucet } from './faucet/create-faucet.ts';
import { VERIFIER_ERROR_STATUS } from './http/ask-verifier.ts';
import { addAppRoutes } from './http/add-app-routes.ts';

const webDist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/web');
const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };

/** Joins the app's API and its page to the verifier, and on a local chain to the account that pays for demo accounts. */
export function createContainer(options: {
  env: VaultEnv;
  /** In this process, which has no database, unless a test brings others. */
  limits?: RateLimits;
}): { service: HttpService; logger: Logger } {
  const { env, limits = createMemoryRateLimits({ clock: systemClock }) } = options;
  const logger = createLogger({ name: 'vault-demo', level: env.LOG_LEVEL });
  const verifier = createVerifierClient({ baseUrl: env.VAULT_VERIFIER_URL, apiKey: env.VAULT_API_KEY, fetch });
  const sessions = createBrowserSessions({
    client: verifier,
    secret: crypto.getRandomValues(new Uint8Array(32)),
    clock: systemClock,
    cookieName: 'vault-demo-session',
    insecure: new URL(env.PUBLIC_URL).protocol === 'http:',
  });
  const { faucet, pays } = createEnvFaucet(env);
  const service = createHttpService({
    name: 'vault-demo',
    logger,
    metrics: createMetrics({ service: 'vault-demo', token: env.METRICS_TOKEN }),
    errorStatus: { ...FAUCET_ERROR_STATUS, ...VERIFIER_ERROR_STATUS, ERR_SESSION_OTHER_BROWSER: 403 },
    trustProxy: env.VAULT_TRUST_PROXY,
    readinessChecks: { verifier: () => verifier.getProtocol() },
    routes: (router) => {
      addAppRoutes({
        router,
        verifier,
        sessions,
        policyId: env.VAULT_POLICY_ID as `0x${string}`,
        publicUrl: env.PUBLIC_URL,
        limits,
        faucet,
      });
      router.use(
        serveWebApp({
          distDir: webDist,
          csp: { connectSrc: [new URL(env.VAULT_RPC_URL).origin] },
          config: {
            chainId: env.VAULT_CHAIN_ID,
            ...(env.VAULT_CHAIN_NAME === '' ? {} : { chainName: env.VAULT_CHAIN_NAME }),
            rpcUrl: env.VAULT_RPC_URL,
            vault: env.VAULT_ADDRESS,
            asset: env.VAULT_ASSET_ADDRESS,
            passRegistry: env.VAULT_PASS_REGISTRY,
            ...(BigInt(env.VAULT_PASS_TOKEN) === 0n ? {} : { passToken: env.VAULT_PASS_TOKEN }),
            policyId: env.VAULT_POLICY_ID,
            demoAccounts: pays,
          },
        }),
      );
    },
  });
  return { service, logger };
}

/** The faucet of this environment, and whether it pays at all: with a key, on a local chain. */
function createEnvFaucet(env: VaultEnv): { faucet: Faucet; pays: boolean } {
  const { VAULT_CHAIN_ID: chainId, VAULT_RPC_URL: rpcUrl, VAULT_FAUCET_PRIVATE_KEY: key } = env;
  const pays = isLocalChain(chainId) && key !== '';
  const chain = defineChain({
    id: chainId,
    name: `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const shared = { chain, transport: http(rpcUrl, { retryCount: 1, timeout: 8_000 }), pollingInterval: 100 };
  const account = pays ? privateKeyToAccount(key as Hex) : undefined;
  const signer = account === undefined ? undefined : createWalletClient({ ...shared, account });
  const asset = env.VAULT_ASSET_ADDRESS as Hex;
  return { faucet: createFaucet({ chainId, client: createPublicClient(shared), signer, asset }), pays };
}
