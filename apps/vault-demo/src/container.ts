import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHttpService, createLogger, type HttpService, type Logger, serveWebApp } from '@postern/http-service';
import { type Clock, isLocalChain } from '@postern/primitives';
import { createVerifierClient } from '@postern/sdk';
import type { VaultEnv } from './env.ts';
import { addAppRoutes } from './http/add-app-routes.ts';

const webDist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist/web');
const systemClock: Clock = { now: () => Math.floor(Date.now() / 1000) };

/** Joins the app's API and its page to the verifier. The demo key leaves this process on a local chain only. */
export function createContainer({ env }: { env: VaultEnv }): { service: HttpService; logger: Logger } {
  const logger = createLogger({ name: 'vault-demo', level: env.LOG_LEVEL });
  const verifier = createVerifierClient({ baseUrl: env.VAULT_VERIFIER_URL, apiKey: env.VAULT_API_KEY, fetch });
  const local = isLocalChain(env.VAULT_CHAIN_ID);
  const service = createHttpService({
    name: 'vault-demo',
    logger,
    readinessChecks: { verifier: () => verifier.getProtocol() },
    routes: (router) => {
      addAppRoutes({
        router,
        verifier,
        policyId: env.VAULT_POLICY_ID as `0x${string}`,
        publicUrl: env.PUBLIC_URL,
        clock: systemClock,
      });
      router.use(
        serveWebApp({
          distDir: webDist,
          csp: { connectSrc: [new URL(env.VAULT_RPC_URL).origin] },
          config: {
            chainId: env.VAULT_CHAIN_ID,
            rpcUrl: env.VAULT_RPC_URL,
            vault: env.VAULT_ADDRESS,
            asset: env.VAULT_ASSET_ADDRESS,
            passRegistry: env.VAULT_PASS_REGISTRY,
            ...(BigInt(env.VAULT_PASS_TOKEN) === 0n ? {} : { passToken: env.VAULT_PASS_TOKEN }),
            policyId: env.VAULT_POLICY_ID,
            ...(local && env.VAULT_DEMO_PRIVATE_KEY !== '' ? { demoPrivateKey: env.VAULT_DEMO_PRIVATE_KEY } : {}),
          },
        }),
      );
    },
  });
  return { service, logger };
}
