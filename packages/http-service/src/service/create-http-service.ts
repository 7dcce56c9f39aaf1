import express, { type Express, Router } from 'express';
import helmet from 'helmet';
import { HttpError } from '../error.ts';
import type { Logger } from '../log/create-logger.ts';
import { logRequests } from '../log/log-requests.ts';
import type { ReportingQueue } from '../metrics/add-job-gauges.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { createErrorHandler, type ErrorStatusMap } from '../problem/create-error-handler.ts';
import { assignRequestId } from '../request/assign-request-id.ts';
import { believeOwnProxy } from '../request/client-address.ts';
import { parseBodies } from '../request/parse-bodies.ts';
import { checkReadiness, type ReadinessCheck } from './check-readiness.ts';
import { listen, type ListenOptions, type RunningService } from './listen.ts';

export type CreateHttpServiceOptions = {
  name: string;
  logger: Logger;
  /** Adds the service's own routes. */
  routes: (router: Router) => void;
  /** What `/readyz` asks; a service without dependencies is ready when it is up. */
  readinessChecks?: Readonly<Record<string, ReadinessCheck>>;
  /** Status of each error code of the service that callers may see; others become `ERR_INTERNAL`. */
  errorStatus?: ErrorStatusMap;
  /** Served at `GET /metrics` to whoever shows their token. */
  metrics?: Metrics;
  /** Periodic work: in full at `GET /jobs` behind the same token, and in `/readyz` how much of it failed for good. */
  jobs?: ReportingQueue;
  /** Number of proxies in front whose `X-Forwarded-For` is believed, or those on this machine; default 0, none. */
  trustProxy?: number | 'loopback';
  /** Shared with our own page servers, which hand their callers' addresses on; default none, and nobody is believed. */
  proxySecret?: string;
  /** Largest body that is read, in bytes; default 256 KiB. `false` reads none (a server that only forwards). */
  bodyLimitBytes?: number | false;
};

export type HttpService = {
  /** For tests that bring their own server. */
  app: Express;
  listen: (options: ListenOptions) => Promise<RunningService>;
};

/** Of both ends of one machine or network: signatures live a minute. */
const systemClock = { now: () => Math.floor(Date.now() / 1000) };

const DEFAULT_BODY_LIMIT = 256 * 1024;

/**
 * Builds an Express service: request ids, logs, safe headers, strict bodies, health, problem documents.
 * `GET /healthz` says that the process is up, `GET /readyz` that its dependencies are, `GET /metrics` how it does, `GET /jobs` how
 * its periodic work stands.
 */
export const createHttpService = (options: CreateHttpServiceOptions): HttpService => {
  const {
    name,
    logger,
    routes,
    jobs,
    readinessChecks = {},
    errorStatus = {},
    bodyLimitBytes = DEFAULT_BODY_LIMIT,
  } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustProxy ?? 0);
  app.use(assignRequestId);
  app.use(believeOwnProxy({ secret: options.proxySecret ?? '', clock: systemClock }));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
      },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'up', service: name });
  });
  app.get('/readyz', checkReadiness({ checks: readinessChecks, logger, jobs }));
  app.use(logRequests(logger));
  if (options.metrics !== undefined) {
    app.use(options.metrics.observe);
    app.get('/metrics', options.metrics.requireToken, options.metrics.serve);
    if (jobs !== undefined) {
      app.get('/jobs', options.metrics.requireToken, async (_request, response) => {
        response.set('Cache-Control', 'no-store').json(await jobs.report());
      });
    }
  }
  if (bodyLimitBytes !== false) app.use(parseBodies(bodyLimitBytes));
  const router = Router();
  routes(router);
  app.use(router);
  app.use(() => {
    throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
  });
  app.use(createErrorHandler({ logger, errorStatus }));
  return { app, listen: (listenOptions) => listen(app, listenOptions) };
};
