import { fileURLToPath } from 'node:url';
import {
  createHttpService,
  createLogger,
  createMetrics,
  type HttpService,
  type Logger,
  serveWebApp,
} from '@postern/http-service';
import type { Env } from './env.ts';

export type Container = { service: HttpService; logger: Logger };

/** The built browser code; the same place from `src` and from `dist`. */
const distDir = fileURLToPath(new URL('../dist/web', import.meta.url));

/** Joins the web app with the verifier behind it. The console keeps nothing of its own. */
export const createContainer = (env: Env): Container => {
  const logger = createLogger({ name: 'console', level: env.LOG_LEVEL });
  const checkVerifier = async (): Promise<void> => {
    const answer = await fetch(new URL('/healthz', env.CONSOLE_VERIFIER_URL));
    if (!answer.ok) throw new Error('The verifier is not healthy.');
  };
  const service = createHttpService({
    name: 'console',
    logger,
    metrics: createMetrics({ service: 'console', token: env.METRICS_TOKEN }),
    readinessChecks: { verifier: checkVerifier },
    bodyLimitBytes: false,
    trustProxy: env.CONSOLE_TRUST_PROXY,
    routes: (router) => {
      router.use(
        serveWebApp({
          distDir,
          config: {},
          apiProxy: env.CONSOLE_VERIFIER_URL,
          proxySecret: env.CONSOLE_PROXY_SECRET,
        }),
      );
    },
  });
  return { service, logger };
};
