import type { RequestHandler } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../log/create-logger.ts';
import { createHttpService } from '../service/create-http-service.ts';
import type { RunningService } from '../service/listen.ts';
import { proxyApi } from '../web/proxy-api.ts';
import { CLIENT_ADDRESS_HEADER, clientAddressOf, signClientAddress } from './client-address.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const SECRET = 'secret of page server and service';
const running: RunningService[] = [];
const now = () => Math.floor(Date.now() / 1000);

/** A service that tells its caller's address, and a page server in front of it. */
async function start(options: { proxySecret?: string; frontSecret?: string; trustProxy?: number | 'loopback' } = {}) {
  const { proxySecret = SECRET, frontSecret = SECRET, trustProxy = 0 } = options;
  const tell: RequestHandler = (request, response) => response.json({ address: clientAddressOf(request) });
  const back = await createHttpService({
    ...{ name: 'back', logger, proxySecret },
    routes: (router) => router.get('/who/:id', tell),
  }).listen({ port: 0, host: '127.0.0.1' });
  const backUrl = `http://127.0.0.1:${back.port}`;
  const front = await createHttpService({
    ...{ name: 'front', logger, trustProxy, bodyLimitBytes: false },
    routes: (router) => router.use('/api', proxyApi({ target: backUrl, secret: frontSecret })),
  }).listen({ port: 0, host: '127.0.0.1' });
  running.push(back, front);
  return { backUrl, frontUrl: `http://127.0.0.1:${front.port}` };
}
const askWho = async (url: string, headers: Record<string, string> = {}): Promise<string> => {
  const answer = await fetch(url, { headers });
  return ((await answer.json()) as { address: string }).address;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()));
});

describe("the caller's address", () => {
  it('comes through our own page server', async () => {
    const { frontUrl } = await start({ trustProxy: 'loopback' });
    expect(await askWho(`${frontUrl}/api/who/1?a=b`, { 'x-forwarded-for': '203.0.113.7' })).toBe('203.0.113.7');
    expect(await askWho(`${frontUrl}/api/who/1`, { 'x-forwarded-for': '2001:db8::1' })).toBe('2001:db8::1');
  });

  it('is not what a stranger says, to the page server or to the service', async () => {
    const { frontUrl, backUrl } = await start();
    const at = now();
    const signed = { address: '203.0.113.7', at, method: 'GET', path: '/who/1' };
    const forged = [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
      { [CLIENT_ADDRESS_HEADER]: '203.0.113.7' },
      { [CLIENT_ADDRESS_HEADER]: `203.0.113.7 ${at} ${'A'.repeat(43)}` },
      { [CLIENT_ADDRESS_HEADER]: signClientAddress('another secret', signed) },
      { [CLIENT_ADDRESS_HEADER]: signClientAddress('', signed) },
      { [CLIENT_ADDRESS_HEADER]: signClientAddress(SECRET, { ...signed, path: '/who/2' }) },
      { [CLIENT_ADDRESS_HEADER]: signClientAddress(SECRET, { ...signed, method: 'POST' }) },
      { [CLIENT_ADDRESS_HEADER]: signClientAddress(SECRET, { ...signed, at: at - 100 }) },
      { [CLIENT_ADDRESS_HEADER]: `8.8.8.8${signClientAddress(SECRET, signed).slice('203.0.113.7'.length)}` },
    ];
    for (const headers of forged) {
      expect(await askWho(`${backUrl}/who/1`, headers as Record<string, string>)).toBe('127.0.0.1');
      expect(await askWho(`${frontUrl}/api/who/1`, headers as Record<string, string>)).toBe('127.0.0.1');
    }
    // The same header where it is right.
    const headers = { [CLIENT_ADDRESS_HEADER]: signClientAddress(SECRET, signed) };
    expect(await askWho(`${backUrl}/who/1`, headers)).toBe('203.0.113.7');
  });

  it("is the page server's own where no secret is shared", async () => {
    const { frontUrl } = await start({ proxySecret: '', frontSecret: '', trustProxy: 'loopback' });
    expect(await askWho(`${frontUrl}/api/who/1`, { 'x-forwarded-for': '203.0.113.7' })).toBe('127.0.0.1');
  });
});
