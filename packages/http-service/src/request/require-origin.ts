import type { RequestHandler } from 'express';
import { HttpError } from '../error.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets writes through only from the listed origins. Cookies do not tell ports apart, so every API that trusts a
 * cookie needs this.
 *
 * @throws HttpError `ERR_ORIGIN_NOT_ALLOWED`, also when the header is absent.
 */
export const requireOrigin = (origins: readonly string[]): RequestHandler => {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  return (request, _response, next) => {
    if (!READS.has(request.method) && !allowed.has(request.get('origin') ?? '')) {
      throw new HttpError('ERR_ORIGIN_NOT_ALLOWED', 'This address takes no writes from other sites.');
    }
    next();
  };
};
