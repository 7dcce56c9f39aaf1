import type { RequestHandler } from 'express';

export type AllowCorsOptions = {
  /** `'*'` for public documents (never with cookies), or exact origins. */
  origins: '*' | readonly string[];
  methods?: readonly string[];
  /** Request headers that scripts may set. */
  headers?: readonly string[];
  /** Answer headers that scripts may read. */
  exposedHeaders?: readonly string[];
};

/** Cross-origin reading without credentials: metadata, status lists, protocol endpoints that trust no cookie. */
export const allowCors = (options: AllowCorsOptions): RequestHandler => {
  const { origins, methods = ['GET', 'HEAD'], headers = [], exposedHeaders = [] } = options;
  const allowed = origins === '*' ? undefined : new Set(origins.map((origin) => new URL(origin).origin));
  return (request, response, next) => {
    const origin = request.get('origin');
    if (allowed !== undefined) response.vary('Origin');
    if (allowed === undefined || (origin !== undefined && allowed.has(origin))) {
      response.set('Access-Control-Allow-Origin', allowed === undefined ? '*' : (origin ?? ''));
      response.set('Cross-Origin-Resource-Policy', 'cross-origin');
      if (exposedHeaders.length > 0) response.set('Access-Control-Expose-Headers', exposedHeaders.join(', '));
      if (request.method === 'OPTIONS') {
        response.set('Access-Control-Allow-Methods', methods.join(', '));
        if (headers.length > 0) response.set('Access-Control-Allow-Headers', headers.join(', '));
        response.set('Access-Control-Max-Age', '600');
      }
    }
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    next();
  };
};
