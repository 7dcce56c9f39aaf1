import { performance } from 'node:perf_hooks';
import type { Request, RequestHandler } from 'express';
import type { Logger } from './create-logger.ts';

const PLAIN_SEGMENT = /^\.?[a-z][a-z-]{0,30}$/;

/** The route's pattern, never the address: ids, tokens and codes are in addresses. */
export const describeRoute = (request: Request): string => {
  const pattern: unknown = (request.route as { path?: unknown } | undefined)?.path;
  if (typeof pattern !== 'string') return 'unmatched';
  // A router mounted under a parameter shows the real value in baseUrl.
  const mount = request.baseUrl
    .split('/')
    .map((segment) => (segment === '' || PLAIN_SEGMENT.test(segment) ? segment : ':param'))
    .join('/');
  return `${mount}${pattern}`;
};

/** One line an answer: method, route pattern, status, time in milliseconds, request id, error code. */
export const logRequests = (logger: Logger): RequestHandler => {
  return (request, response, next) => {
    const start = performance.now();
    response.once('finish', () => {
      const code = response.locals.code as string | undefined;
      const fields = {
        method: request.method,
        route: describeRoute(request),
        status: response.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        requestId: String(response.locals.requestId ?? ''),
        ...(code === undefined ? {} : { code }),
      };
      if (response.statusCode >= 500) logger.warn(fields, 'answered');
      else logger.info(fields, 'answered');
    });
    next();
  };
};
