import { readFileSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';
import { HttpError } from '../error.ts';
import { type ContentSecurityPolicyOptions, createContentSecurityPolicy } from './create-content-security-policy.ts';
import { proxyApi } from './proxy-api.ts';

export type ServeWebAppOptions = {
  /** The folder that Vite built: `index.html` and `assets/` with hashed names. */
  distDir: string;
  /** Served at `/config.json`: what the bundle must know about where it runs. Public: no secret belongs here. */
  config: Readonly<Record<string, unknown>>;
  csp?: ContentSecurityPolicyOptions;
  /** Other policies for single files, first match wins: a worker runs under the policy of its own script. */
  cspOverrides?: readonly { path: RegExp; csp: ContentSecurityPolicyOptions }[];
  /** Forwards `/api/*` to this base URL, without the prefix. Without it `/api/*` is the caller's own, or 404. */
  apiProxy?: string;
  /** Shared with that service, which then believes for whom we ask. */
  proxySecret?: string;
};

/**
 * Serves a single-page app: strict content security policy, hashed assets for a year, everything else checked again,
 * `index.html` for unknown pages, problem documents under `/api`.
 *
 * @throws Error when the app was not built.
 */
export const serveWebApp = (options: ServeWebAppOptions): Router => {
  const indexHtml = readFileSync(path.join(options.distDir, 'index.html'), 'utf8');
  const policy = createContentSecurityPolicy(options.csp);
  const overrides = (options.cspOverrides ?? []).map(({ path: pattern, csp }) => ({
    pattern,
    value: createContentSecurityPolicy(csp),
  }));
  const router = Router();
  if (options.apiProxy !== undefined)
    router.use('/api', proxyApi({ target: options.apiProxy, secret: options.proxySecret ?? '' }));
  router.use('/api', () => {
    throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
  });
  router.use((request, response, next) => {
    const override = overrides.find(({ pattern }) => pattern.test(request.path));
    response.set('Content-Security-Policy', override?.value ?? policy);
    next();
  });
  router.use(compression());
  router.get('/config.json', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(options.config);
  });
  const hashed = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  router.use('/assets', express.static(path.join(options.distDir, 'assets'), hashed));
  router.use('/assets', () => {
    throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
  });
  router.use(express.static(options.distDir, { index: false, redirect: false, maxAge: 0 }));
  router.get('/{*page}', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('html').send(indexHtml);
  });
  return router;
};
