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

/** Joins the web app with the issuer behind it. The portal keeps nothing of its own. */
export const createContainer = (env: Env): Container => {
  const logger = createLogger({ name: 'portal', level: env.LOG_LEVEL });
  const checkIssuer = async (): Promise<void> => {
    const answer = await fetch(new URL('/healthz', env.PORTAL_ISSUER_URL));
    if (!answer.ok) throw new Error('The issuer is not healthy.');
  };
  const service = createHttpService({
    name: 'portal',
    logger,
    metrics: createMetrics({ service: 'portal', token: env.METRICS_TOKEN }),
    readinessChecks: { issuer: checkIssuer },
    bodyLimitBytes: false,
    trustProxy: env.PORTAL_TRUST_PROXY,
    routes: (router) => {
      router.use(
        serveWebApp({
          distDir,
          config: { tenant: env.PORTAL_TENANT },
          apiProxy: env.PORTAL_ISSUER_URL,
          proxySecret: env.PORTAL_PROXY_SECRET,
        }),
      );
    },
  });
  return { service, logger };
};
