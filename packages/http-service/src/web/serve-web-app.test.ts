import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../log/create-logger.ts';
import { createHttpService } from '../service/create-http-service.ts';
import type { RunningService } from '../service/listen.ts';
import { serveCompressedFiles } from './serve-compressed-files.ts';
import { serveWebApp } from './serve-web-app.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

describe('serveWebApp', () => {
  let dir: string;
  let upstream: RunningService;
  let app: RunningService;
  let url: string;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'postern-web-'));
    await mkdir(path.join(dir, 'assets'));
    await writeFile(path.join(dir, 'index.html'), '<!doctype html><title>app</title>');
    await writeFile(path.join(dir, 'assets', 'main-abc.js'), 'export {};');
    await writeFile(path.join(dir, 'assets', 'prover.worker-abc.js'), 'export {};');
    await writeFile(path.join(dir, 'key.zkey.br'), brotliCompressSync(Buffer.from('a proving key')));
    upstream = await createHttpService({
      name: 'upstream',
      logger,
      routes: (router) => {
        router.all('/echo', (request, response) => {
          response.cookie('seen', 'yes');
          response.status(201).json({
            url: request.originalUrl,
            cookie: request.get('cookie') ?? null,
            origin: request.get('origin') ?? null,
            requestId: response.locals.requestId as string,
            body: (request.body as unknown) ?? null,
          });
        });
      },
    }).listen({ port: 0 });
    app = await createHttpService({
      name: 'app',
      logger,
      bodyLimitBytes: false,
      routes: (router) => {
        router.use('/artifacts', serveCompressedFiles({ dir }));
        router.use(
          serveWebApp({
            distDir: dir,
            config: { chainId: 31337 },
            csp: { connectSrc: ['http://localhost:4101'] },
            cspOverrides: [{ path: /^\/assets\/prover\.worker-/, csp: { scriptSrc: ["'wasm-unsafe-eval'"] } }],
            apiProxy: `http://localhost:${upstream.port}`,
          }),
        );
      },
    }).listen({ port: 0 });
    url = `http://localhost:${app.port}`;
  });
  afterAll(async () => {
    await app.close();
    await upstream.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('sends every page with a policy that allows no inline script and no frame', async () => {
    for (const page of ['/', '/offer?credential_offer_uri=x']) {
      const answer = await fetch(`${url}${page}`);
      expect(await answer.text()).toContain('<title>app</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("connect-src 'self' http://localhost:4101;");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-eval');
    }
  });

  it('keeps hashed assets for a year, configuration for no time, and gives one worker its own policy', async () => {
    const asset = await fetch(`${url}/assets/main-abc.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-security-policy')).not.toContain('wasm-unsafe-eval');
    const worker = await fetch(`${url}/assets/prover.worker-abc.js`);
    expect(worker.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    const config = await fetch(`${url}/config.json`);
    expect(config.headers.get('cache-control')).toBe('no-store');
    expect(await config.json()).toEqual({ chainId: 31337 });
  });

  it('answers a missing asset with a problem, not with the page', async () => {
    const missing = await fetch(`${url}/assets/gone.js`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: 'ERR_NOT_FOUND' });
  });

  it('does not leave its folder', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const raw = httpRequest({ port: app.port, path: '/assets/../../../../etc/passwd' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      raw.once('error', reject);
      raw.end();
    });
    expect(status).toBe(404);
  });

  it('forwards /api without its prefix, with cookies, origin and request id', async () => {
    const answer = await fetch(`${url}/api/echo?page=2`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: 'session=1',
        origin: 'http://localhost:4102',
        'x-request-id': 'walk-87654321',
      },
      body: '{"a":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toContain('seen=yes');
    expect(await answer.json()).toEqual({
      url: '/echo?page=2',
      cookie: 'session=1',
      origin: 'http://localhost:4102',
      requestId: 'walk-87654321',
      body: { a: 1 },
    });
    expect(await (await fetch(`${url}/api/nowhere`)).json()).toMatchObject({ code: 'ERR_NOT_FOUND' });
  });

  it('says 503 and when to come again when the service behind is gone', async () => {
    const lonely = await createHttpService({
      name: 'lonely',
      logger,
      bodyLimitBytes: false,
      routes: (router) => router.use(serveWebApp({ distDir: dir, config: {}, apiProxy: 'http://localhost:9' })),
    }).listen({ port: 0 });
    const answer = await fetch(`http://localhost:${lonely.port}/api/echo`);
    await lonely.close();
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: 'ERR_UPSTREAM_UNREACHABLE' });
  });

  it('serves compressed files packed or unpacked, and nothing beside them', async () => {
    for (const encoding of ['br', 'identity']) {
      const answer = await fetch(`${url}/artifacts/key.zkey`, { headers: { 'accept-encoding': encoding } });
      expect(answer.headers.get('content-encoding')).toBe(encoding === 'br' ? 'br' : null);
      expect(await answer.text()).toBe('a proving key');
    }
    const outside = await fetch(`${url}/artifacts/..%2fkey.zkey`);
    expect(await outside.text()).not.toContain('a proving key');
  });
});
