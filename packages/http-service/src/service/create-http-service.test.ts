import { PosternError } from '@postern/primitives';
import type { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HttpError } from '../error.ts';
import { createLogger } from '../log/create-logger.ts';
import { allowCors } from '../request/allow-cors.ts';
import { limitRate } from '../request/limit-rate.ts';
import { parseBody, parsePathParameter } from '../request/parse-body.ts';
import { createMemoryRateLimits } from '../request/rate-limits.ts';
import { requireOrigin } from '../request/require-origin.ts';
import { createHttpService, type CreateHttpServiceOptions } from './create-http-service.ts';
import type { RunningService } from './listen.ts';

describe('createHttpService', () => {
  let running: RunningService | undefined;
  let lines: string[];

  const start = async (
    routes: (router: Router) => void,
    options: Partial<CreateHttpServiceOptions> = {},
  ): Promise<string> => {
    lines = [];
    const logger = createLogger({ name: 'test', level: 'info', destination: { write: (line) => lines.push(line) } });
    running = await createHttpService({ name: 'test', logger, routes, ...options }).listen({ port: 0 });
    return `http://localhost:${running.port}`;
  };
  const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  it('reports health, and readiness of each dependency by name', async () => {
    let up = true;
    const check = (): Promise<void> => (up ? Promise.resolve() : Promise.reject(new Error('secret host name')));
    const url = await start(() => undefined, { readinessChecks: { database: check } });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready', checks: { database: 'ok' } });
    up = false;
    const unready = await fetch(`${url}/readyz`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ status: 'unready', checks: { database: 'failed' } });
    const late = () => Promise.reject(new HttpError('ERR_RATE_LIMITED', 'kept inside', { details: { since: 'then' } }));
    const other = await start(() => undefined, { readinessChecks: { queue: late } });
    expect(await (await fetch(`${other}/readyz`)).json()).toEqual({
      status: 'unready',
      checks: { queue: 'failed' },
      reasons: { queue: { code: 'ERR_RATE_LIMITED', details: { since: 'then' } } },
    });
    expect(lines.join('')).not.toContain('secret host name');
  });

  it("carries a caller's request id through, and replaces one that is not an id", async () => {
    const url = await start(() => undefined);
    const kept = await fetch(`${url}/healthz`, { headers: { 'x-request-id': 'walk-12345678' } });
    expect(kept.headers.get('x-request-id')).toBe('walk-12345678');
    const replaced = await fetch(`${url}/healthz`, { headers: { 'x-request-id': '<script>' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers listed errors with their code, and hides every other', async () => {
    const url = await start(
      (router) => {
        router.get('/listed', () => {
          throw new PosternError('ERR_CASE_UNKNOWN', 'There is no such case.');
        });
        router.get('/unlisted', () => {
          throw new PosternError('ERR_KEY_STORE', 'key file /srv/keys is unreadable');
        });
        router.get('/foreign', () => Promise.reject(new Error('duplicate key value (Ada Lovelace)')));
      },
      { errorStatus: { ERR_CASE_UNKNOWN: 404 } },
    );
    const listed = await fetch(`${url}/listed`);
    expect(listed.headers.get('content-type')).toContain('application/problem+json');
    expect(await listed.json()).toMatchObject({
      type: 'about:blank',
      status: 404,
      title: 'Not Found',
      code: 'ERR_CASE_UNKNOWN',
      detail: 'There is no such case.',
    });
    for (const path of ['/unlisted', '/foreign']) {
      const hidden = await fetch(`${url}${path}`);
      expect(hidden.status).toBe(500);
      const problem = (await hidden.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({ code: 'ERR_INTERNAL' });
      expect(problem).not.toHaveProperty('detail');
    }
    expect(await (await fetch(`${url}/nowhere`)).json()).toMatchObject({ status: 404, code: 'ERR_NOT_FOUND' });
    expect(lines.join('')).not.toContain('Lovelace');
  });

  it('logs the route pattern and no address, query or body', async () => {
    const url = await start((router) => {
      router.post('/cases/:caseId', (_request, response) => response.json({}));
    });
    await post(`${url}/cases/c-4711?token=topsecret`, '{"name":"Ada"}', { authorization: 'Bearer abc' });
    const line = JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
    expect(line).toMatchObject({ method: 'POST', route: '/cases/:caseId', status: 200 });
    expect(Object.keys(line).sort()).toEqual(
      ['level', 'method', 'ms', 'msg', 'requestId', 'route', 'service', 'status', 'time'].sort(),
    );
    expect(lines.join('')).not.toMatch(/4711|topsecret|Ada|abc/);
  });

  it('reads closed bodies only', async () => {
    const zBody = z.object({ name: z.string().max(10) });
    const url = await start(
      (router) => {
        router.post('/echo', (request, response) => response.json(parseBody(zBody, request)));
      },
      { bodyLimitBytes: 200 },
    );
    expect(await (await post(`${url}/echo`, '{"name":"Ada"}')).json()).toEqual({ name: 'Ada' });
    const refusals: [string, number, string, Record<string, string>?][] = [
      ['{"name":"Ada","admin":true}', 400, 'ERR_REQUEST_INVALID'],
      ['{"name":"Ada Lovelace Byron"}', 400, 'ERR_REQUEST_INVALID'],
      ['{"name":"Ada","name":"Eve"}', 400, 'ERR_REQUEST_MALFORMED'],
      ['{"name":', 400, 'ERR_REQUEST_MALFORMED'],
      [`{"name":"${'x'.repeat(300)}"}`, 413, 'ERR_REQUEST_TOO_LARGE'],
      ['name: Ada', 400, 'ERR_REQUEST_INVALID', { 'content-type': 'text/yaml' }],
      ['', 400, 'ERR_REQUEST_INVALID'],
      ['{"name":"\\u0000"}', 400, 'ERR_REQUEST_INVALID'],
      ['{"name":"\\ud800"}', 400, 'ERR_REQUEST_INVALID'],
      ['name=%00', 400, 'ERR_REQUEST_INVALID', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['{"name":"Ada"}', 415, 'ERR_MEDIA_TYPE_UNSUPPORTED', { 'content-encoding': 'gzip' }],
    ];
    for (const [body, status, code, headers] of refusals) {
      const answer = await post(`${url}/echo`, body, headers);
      const text = await answer.text();
      expect([answer.status, (JSON.parse(text) as { code: string }).code]).toEqual([status, code]);
      expect(text).not.toContain('Lovelace');
    }
  });

  it('refuses a body where it is read, and nowhere else', async () => {
    const url = await start(
      (router) => {
        router.post('/none', (_request, response) => response.json({ done: true }));
        router.post('/some', (request, response) => response.json(parseBody(z.object({}), request, { absent: {} })));
      },
      { bodyLimitBytes: 200 },
    );
    const bodies: [body: string, headers: Record<string, string>, status: number][] = [
      ['', { 'content-type': 'application/json' }, 200],
      ['{"a":', { 'content-type': 'application/json' }, 400],
      [`"${'x'.repeat(300)}"`, { 'content-type': 'application/json' }, 413],
      ['{}', { 'content-encoding': 'gzip' }, 415],
      ['\xff', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-7' }, 415],
      ['', { 'content-type': 'application/x-www-form-urlencoded' }, 200],
      ['', { 'content-type': 'text/plain' }, 200],
    ];
    for (const [body, headers, status] of bodies) {
      expect((await post(`${url}/none`, body, headers)).status).toBe(200);
      expect((await post(`${url}/some`, body, headers)).status).toBe(status);
    }
  });

  it('finds nothing where no parameter of a route can be', async () => {
    const url = await start((router) => {
      router.get('/cases/:caseId', (request, response) => response.json({ id: parsePathParameter(request, 'caseId') }));
    });
    expect(await (await fetch(`${url}/cases/a-1`)).json()).toEqual({ id: 'a-1' });
    for (const id of ['%00', 'a%00b', '%ED%A0%80', '%E0%A4%A', 'a%2Fb', 'x'.repeat(65), '%F0%9F%98%80', '..%2f']) {
      const refused = await fetch(`${url}/cases/${id}`);
      expect(await refused.json()).toMatchObject({ status: 404, code: 'ERR_NOT_FOUND' });
    }
  });

  it('lets writes through from listed origins only', async () => {
    const url = await start((router) => {
      router.use(requireOrigin(['http://localhost:4102']));
      router.post('/write', (_request, response) => response.json({ done: true }));
      router.get('/read', (_request, response) => response.json({ done: true }));
    });
    expect((await post(`${url}/write`, '{}', { origin: 'http://localhost:4102' })).status).toBe(200);
    expect((await fetch(`${url}/read`)).status).toBe(200);
    for (const headers of [{ origin: 'http://localhost:4103' }, { origin: 'null' }, {}]) {
      const refused = await post(`${url}/write`, '{}', headers as Record<string, string>);
      expect(await refused.json()).toMatchObject({ status: 403, code: 'ERR_ORIGIN_NOT_ALLOWED' });
    }
  });

  it('opens public documents to every site, and listed ones to nobody else', async () => {
    const url = await start((router) => {
      router.all('/public', allowCors({ origins: '*' }));
      router.get('/public', (_request, response) => response.json({}));
      router.all('/some', allowCors({ origins: ['http://localhost:4103'], methods: ['POST'], headers: ['dpop'] }));
      router.get('/some', (_request, response) => response.json({}));
    });
    const open = await fetch(`${url}/public`, { headers: { origin: 'https://any.example' } });
    expect(open.headers.get('access-control-allow-origin')).toBe('*');
    expect(open.headers.get('access-control-allow-credentials')).toBeNull();
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${url}/some`, { method: 'OPTIONS', headers: { origin } });
    expect((await preflight('http://localhost:4103')).headers.get('access-control-allow-headers')).toBe('dpop');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('slows down one caller and not the next window', async () => {
    let now = 1_000_020;
    const limits = createMemoryRateLimits({ clock: { now: () => now } });
    const limit = { name: 'test', max: 2, windowSeconds: 60 };
    const url = await start((router) => {
      router.get('/slow', limitRate({ limits, limit }), (_request, response) => response.json({}));
    });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await fetch(`${url}/slow`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    now += 60;
    expect((await fetch(`${url}/slow`)).status).toBe(200);
  });

  it('says so when its port is taken', async () => {
    await start(() => undefined);
    const logger = createLogger({ name: 'test', level: 'silent' });
    const second = createHttpService({ name: 'second', logger, routes: () => undefined });
    await expect(second.listen({ port: running?.port ?? 0 })).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' });
  });
});
