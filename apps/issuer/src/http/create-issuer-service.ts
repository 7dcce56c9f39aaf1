import type { JobQueue } from '@postern/db/jobs';
import {
  allowCors,
  createHttpService,
  type HttpService,
  type Logger,
  type Metrics,
  type RateLimits,
  requireOrigin,
} from '@postern/http-service';
import type { IssuerContext } from '@postern/issuer';
import type { Request } from 'express';

import { addApplicationRoutes } from './application-routes.ts';
import { addAuthorizationRoutes } from './authorization-routes.ts';
import { ERROR_STATUS } from './error-status.ts';
import type { InternalKeyRoutesOptions } from './internal-key-routes.ts';
import { addInternalRoutes } from './internal-routes.ts';
import { addIssuanceRoutes } from './issuance-routes.ts';
import { createRequestLimits } from './limit-requests.ts';
import { addMetadataRoutes } from './metadata-routes.ts';
import { addOutboxRoutes } from './outbox-routes.ts';
import { addRebindingRoutes } from './rebinding-routes.ts';
import { namedTenantOf } from './route-inputs.ts';
import { addStaffAlarmRoutes } from './staff-alarm-routes.ts';
import { addStaffAccountRoutes } from './staff-account-routes.ts';
import { addStaffCaseRoutes } from './staff-case-routes.ts';
import { addStaffSignInRoutes } from './staff-sign-in-routes.ts';
import { addStatusRoutes } from './status-routes.ts';
import { addTokenRoutes } from './token-routes.ts';

export type CreateIssuerServiceOptions = {
  context: IssuerContext;
  logger: Logger;
  launcherToken: string;
  /** Bank whose staff sign in where the portal names none. */
  defaultTenant: string;
  /** Requests that one address may make in a minute to each limited endpoint. */
  requestsPerMinute: number;
  trustProxy: number | 'loopback';
  /** Shared with the portal, which then says for whom it asks. */
  proxySecret: string;
  rateLimits: RateLimits;
  jobs: Pick<JobQueue, 'report'>;
  metrics: Metrics;
  /** Makes signing keys and their certificates. */
  keys: Pick<InternalKeyRoutesOptions, 'keys' | 'certify' | 'anchor'>;
  readinessChecks: Readonly<Record<string, () => Promise<unknown>>>;
};

/** The issuer's HTTP surface: public endpoints for every site, staff endpoints for the portal's origin only. */
export function createIssuerService(options: CreateIssuerServiceOptions): HttpService {
  const { context, logger, launcherToken, defaultTenant, requestsPerMinute, trustProxy, readinessChecks } = options;
  const limits = createRequestLimits({ limits: options.rateLimits, requestsPerMinute });
  const tenantOf = (request: Request): string => namedTenantOf(request, defaultTenant);
  return createHttpService({
    name: 'issuer',
    logger,
    trustProxy,
    proxySecret: options.proxySecret,
    metrics: options.metrics,
    jobs: options.jobs,
    readinessChecks,
    errorStatus: ERROR_STATUS,
    routes: (router) => {
      const open = allowCors({
        origins: '*',
        methods: ['GET', 'HEAD', 'POST'],
        headers: [
          'Authorization',
          'Content-Type',
          'DPoP',
          'OAuth-Client-Attestation',
          'OAuth-Client-Attestation-PoP',
          'If-None-Match',
          'Idempotency-Key',
          'x-request-id',
        ],
        exposedHeaders: [
          'DPoP-Nonce',
          'ETag',
          'WWW-Authenticate',
          'Retry-After',
          'RateLimit',
          'RateLimit-Policy',
          'Postern-Status-Epoch',
          'Postern-Status-Root',
        ],
      });
      // The pages are for the person's eyes; no other site may read them.
      router.use('/t', (request, response, next) => {
        if (/^\/[^/]+\/(?:authorize$|rebinding\/)/.test(request.path)) next();
        else open(request, response, next);
      });
      router.use('/.well-known', open);
      addMetadataRoutes(router, context);
      addStatusRoutes(router, context);
      addAuthorizationRoutes(router, context, limits);
      addTokenRoutes(router, context, limits);
      addIssuanceRoutes(router, context, limits);
      addApplicationRoutes(router, context, limits);
      addRebindingRoutes(router, context, limits);
      addOutboxRoutes(router, context);
      router.use('/staff', requireOrigin([context.settings.portalUrl]), (_request, response, next) => {
        response.set('Cache-Control', 'no-store');
        next();
      });
      addStaffSignInRoutes(router, context, { tenantOf, limits });
      addStaffCaseRoutes(router, context);
      addStaffAccountRoutes(router, context, options.keys);
      addStaffAlarmRoutes(router, context, { jobs: options.jobs });
      addInternalRoutes(router, context, { launcherToken, ...options.keys });
    },
  });
}
