import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedFetch, type ResolveHost } from './create-guarded-fetch.ts';
import { isPublicAddress } from './is-public-address.ts';

const JSON_ONLY = { contentTypes: ['application/json'] };

describe('createGuardedFetch', () => {
  let server: Server;
  let port: number;
  const local = createGuardedFetch({ allowLoopbackHttp: true });

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/ok') response.setHeader('content-type', 'application/json').end('{"ok":true}');
      else if (request.url === '/redirect') response.writeHead(302, { location: '/ok' }).end();
      else if (request.url === '/html') response.setHeader('content-type', 'text/html').end('<p>');
      else if (request.url === '/large') response.setHeader('content-type', 'application/json').end('x'.repeat(2000));
      else if (request.url !== '/slow') response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads from this machine when development allows it', async () => {
    const answer = await local({ url: `http://127.0.0.1:${port}/ok`, ...JSON_ONLY });
    expect(answer.text()).toBe('{"ok":true}');
  });

  it.each([
    ['/redirect', 'ERR_FETCH_REDIRECT'],
    ['/html', 'ERR_FETCH_TYPE'],
    ['/large', 'ERR_FETCH_TOO_LARGE'],
    ['/slow', 'ERR_FETCH_FAILED'],
    ['/missing', 'ERR_FETCH_STATUS'],
  ])('refuses the answer of %s', async (path, code) => {
    const request = local({ url: `http://127.0.0.1:${port}${path}`, ...JSON_ONLY, maxBytes: 1000, timeoutMs: 300 });
    await expect(request).rejects.toMatchObject({ code });
  });

  it.each([
    ['http://example.org/', 'ERR_FETCH_URL'],
    ['ftp://example.org/', 'ERR_FETCH_URL'],
    ['https://user:pass@example.org/', 'ERR_FETCH_URL'],
    ['https://example.org:8443/', 'ERR_FETCH_URL'],
    ['https://127.0.0.1/', 'ERR_FETCH_ADDRESS'],
    ['https://[::1]/', 'ERR_FETCH_ADDRESS'],
    ['https://[::ffff:10.0.0.1]/', 'ERR_FETCH_ADDRESS'],
    ['https://0x7f.1/', 'ERR_FETCH_ADDRESS'],
    ['https://169.254.169.254/latest/meta-data', 'ERR_FETCH_ADDRESS'],
    ['not a url', 'ERR_FETCH_URL'],
  ])('refuses %s in production', async (url, code) => {
    await expect(createGuardedFetch()({ url, ...JSON_ONLY })).rejects.toMatchObject({ code });
  });

  it('refuses a name that also points inside', async () => {
    const resolve: ResolveHost = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ]);
    const request = createGuardedFetch({ resolve })({ url: 'https://rebind.example/', ...JSON_ONLY });
    await expect(request).rejects.toMatchObject({ code: 'ERR_FETCH_ADDRESS' });
  });

  it('gives up on a name that is never resolved', async () => {
    const resolve: ResolveHost = () => new Promise(() => undefined);
    const request = createGuardedFetch({ resolve })({ url: 'https://silent.example/', ...JSON_ONLY, timeoutMs: 50 });
    await expect(request).rejects.toMatchObject({ code: 'ERR_FETCH_FAILED' });
  });

  it('takes plain http to nowhere but this machine, even in development', async () => {
    const resolve: ResolveHost = () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]);
    const fetchLocal = createGuardedFetch({ allowLoopbackHttp: true, resolve });
    await expect(fetchLocal({ url: 'http://far.example/', ...JSON_ONLY })).rejects.toMatchObject({
      code: 'ERR_FETCH_ADDRESS',
    });
  });
});

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    'fc00::1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
