import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createHttpService,
  createLogger,
  createMetrics,
  type HttpService,
  type Logger,
  serveCompressedFiles,
  serveWebApp,
} from '@postern/http-service';
import { checkChain } from './check-chain.ts';
import { createPagePolicy, PROVER_POLICY, PROVER_SCRIPTS } from './content-security-policies.ts';
import { listChains, type WalletEnv } from './env.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const webDist = path.resolve(here, '../dist/web');
const artifactsDir = path.resolve(here, '../../../circuits/artifacts');

/** Serves the wallet's page and its proving artifacts. The server sees no credential and no secret: it only serves files. */
export function createContainer({ env }: { env: WalletEnv }): { service: HttpService; logger: Logger } {
  const chains = listChains(env);
  const logger = createLogger({ name: 'wallet', level: env.LOG_LEVEL });
  const service = createHttpService({
    name: 'wallet',
    logger,
    metrics: createMetrics({ service: 'wallet', token: env.METRICS_TOKEN }),
    bodyLimitBytes: false,
    readinessChecks: {
      artifacts: () => access(path.join(artifactsDir, 'kyc-presentation.zkey.br')),
      chain: () => Promise.all(chains.map(({ rpcUrl, chainId }) => checkChain({ rpcUrl, chainId, fetch }))),
    },
    routes: (router) => {
      router.use('/artifacts', serveCompressedFiles({ dir: artifactsDir, cacheControl: 'public, max-age=86400' }));
      router.use(
        serveWebApp({
          distDir: webDist,
          csp: createPagePolicy(env),
          cspOverrides: [{ path: PROVER_SCRIPTS, csp: PROVER_POLICY }],
          config: {
            chains,
            passTokens: env.WALLET_PASS_TOKENS,
            banks: env.WALLET_BANKS,
            trustAnchors: env.WALLET_TRUST_ANCHORS,
          },
        }),
      );
    },
  });
  return { service, logger };
}
