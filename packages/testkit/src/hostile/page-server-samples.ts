import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { RouteSample } from './sample-request.ts';

/** Good requests to a server of a page: the routes that all of them have. */
export const PAGE_SERVER_SAMPLES: Readonly<Record<string, RouteSample>> = {
  'GET /healthz': { request: () => ({}) },
  'GET /readyz': { request: () => ({}) },
  'GET /metrics': { request: () => ({}), status: 404 },
  'GET /config.json': { request: () => ({}) },
  'GET /{*page}': { request: () => ({ params: { page: 'cases' }, headers: { accept: 'text/html' } }), refusal: 'page' },
};

/** What goes through to the service behind, which takes everything here. */
export const PROXIED_SAMPLES: Readonly<Record<string, RouteSample>> = {
  'GET /api/{*rest}': { request: () => ({ params: { rest: 'staff/session' }, headers: { cookie: 'a=b' } }) },
  'POST /api/{*rest}': { request: () => ({ params: { rest: 'staff/sign-in' }, json: { a: 1 } }) },
};

/** A service behind a page server: reads what comes and answers as it is told. */
export async function startTestUpstream(
  answer: (path: string, method: string) => unknown = () => ({}),
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    request.once('error', () => undefined);
    request.once('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '', request.method ?? '')));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
