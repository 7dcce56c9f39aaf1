export { HTTP_ERROR_STATUS, HttpError, type HttpErrorCode } from './error.ts';
export {
  createGuardedFetch,
  type CreateGuardedFetchOptions,
  type GuardedFetch,
  GuardedFetchError,
  type GuardedFetchErrorCode,
  type GuardedRequest,
  type GuardedResponse,
} from './guarded-fetch/create-guarded-fetch.ts';
export { type JobOutcome, logJobEvent } from './log/log-job-event.ts';
export { createLogger, type CreateLoggerOptions, type Logger } from './log/create-logger.ts';
export { addJobGauges } from './metrics/add-job-gauges.ts';
export { createMetrics, type CreateMetricsOptions, type GaugeReading, type Metrics } from './metrics/create-metrics.ts';
export type { ErrorStatusMap } from './problem/create-error-handler.ts';
export { createProblem, type Problem } from './problem/create-problem.ts';
export { sendProblem } from './problem/send-problem.ts';
export { allowCors, type AllowCorsOptions } from './request/allow-cors.ts';
export {
  assertLimitLeft,
  enforceLimit,
  type EnforceLimitOptions,
  limitRate,
  networkKeyOf,
} from './request/limit-rate.ts';
export { matchEntityTag } from './request/match-entity-tag.ts';
export { parseBody, parseHeader, parseInput, parsePathParameter, parseQuery } from './request/parse-body.ts';
export { createMemoryRateLimits, type RateLimit, type RateLimits, type RateLimitState } from './request/rate-limits.ts';
export { readIdempotencyKey } from './request/read-idempotency-key.ts';
export { requireOrigin } from './request/require-origin.ts';
export { zTrustProxy } from './service/trust-proxy.ts';
export type { ReadinessCheck } from './service/check-readiness.ts';
export { createHttpService, type CreateHttpServiceOptions, type HttpService } from './service/create-http-service.ts';
export type { ListenOptions, RunningService } from './service/listen.ts';
export { runService, type RunServiceOptions } from './service/run-service.ts';
export {
  type ContentSecurityPolicyOptions,
  createContentSecurityPolicy,
} from './web/create-content-security-policy.ts';
export { serveCompressedFiles, type ServeCompressedFilesOptions } from './web/serve-compressed-files.ts';
export { serveWebApp, type ServeWebAppOptions } from './web/serve-web-app.ts';
