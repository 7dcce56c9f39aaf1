import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpError } from '../error.ts';
import { createLogger } from '../log/create-logger.ts';
import { createHttpService } from '../service/create-http-service.ts';
import type { RunningService } from '../service/listen.ts';
import { createMetrics } from './create-metrics.ts';

const TOKEN = 'token-of-this-test';
const logger = createLogger({ name: 'test', level: 'silent' });
let running: RunningService;
let url: string;

beforeAll(async () => {
  const metrics = createMetrics({ service: 'test', token: TOKEN });
  metrics.createCounter({ name: 'things_total', help: 'Things.', label: 'type' }).count('seen');
  metrics.addGauge({ name: 'lag_seconds', help: 'Lag.', label: 'chain', read: async () => [{ label: '1', value: 7 }] });
  metrics.addGauge({ name: 'plain', help: 'Plain.', read: async () => 3 });
  metrics.addGauge({ name: 'broken', help: 'Cannot be read.', read: () => Promise.reject(new Error('down')) });
  const service = createHttpService({
    name: 'test',
    logger,
    metrics,
    errorStatus: { ERR_TEST: 409 },
    routes: (router) => {
      router.get('/people/:personId/cases/:caseId', (_request, response) => void response.json({}));
      router.get('/refused', () => {
        throw new HttpError('ERR_RATE_LIMITED', 'Too often.');
      });
    },
  });
  running = await service.listen({ port: 0 });
  url = `http://localhost:${running.port}`;
});
afterAll(() => running.close());

const read = async (authorization?: string) =>
  fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });

describe('metrics', () => {
  it('are for whoever shows the token, and else not there', async () => {
    for (const wrong of [undefined, 'Bearer ', 'Bearer other', TOKEN]) expect((await read(wrong)).status).toBe(404);
    expect((await read(`Bearer ${TOKEN}`)).status).toBe(200);
    const closed = createHttpService({
      name: 'closed',
      logger,
      metrics: createMetrics({ service: 'closed', token: '' }),
      routes: () => undefined,
    });
    const other = await closed.listen({ port: 0 });
    const response = await fetch(`http://localhost:${other.port}/metrics`, { headers: { authorization: 'Bearer ' } });
    expect(response.status).toBe(404);
    await other.close();
  });

  it('name routes by their pattern, whatever is asked for, and hold nothing that a caller sent', async () => {
    for (let index = 0; index < 50; index += 1) {
      await fetch(`${url}/people/person-${index}/cases/case-${index}?secret=s${index}`);
      await fetch(`${url}/nothing-${index}/at/all`, { method: index % 2 === 0 ? 'PROPFIND' : 'GET' });
      await fetch(`${url}/refused`, { headers: { authorization: `Bearer key-${index}` } });
    }
    const text = await (await read(`Bearer ${TOKEN}`)).text();
    expect(text).toContain('route="/people/:personId/cases/:caseId"');
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*method="OTHER",route="unmatched",status="404"/);
    expect(text).toMatch(/http_refusals_total\{code="ERR_RATE_LIMITED",service="test"\} 50/);
    expect(text).not.toMatch(/person-|case-\d|nothing-|secret|key-\d|PROPFIND|token-of/);
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));
    expect([...routes].sort()).toEqual(['/metrics', '/people/:personId/cases/:caseId', '/refused', 'unmatched']);
    expect(text.split('\n').length).toBeLessThan(400);
  });

  it('hold what the service adds, and leave out what cannot be read', async () => {
    const text = await (await read(`Bearer ${TOKEN}`)).text();
    expect(text).toContain('things_total{type="seen",service="test"} 1');
    expect(text).toContain('lag_seconds{chain="1",service="test"} 7');
    expect(text).toContain('plain{service="test"} 3');
    expect(text).toContain('# TYPE broken gauge');
    expect(text).not.toMatch(/^broken\{/m);
    expect(text).toContain('process_cpu_seconds_total');
  });
});
