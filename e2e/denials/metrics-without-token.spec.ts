import { expect, test } from '@playwright/test';
import { readSharedStack } from '../fixtures/shared-stack.ts';

const { urls, metricsToken } = readSharedStack();
const read = (url: string, token?: string) =>
  fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

for (const [service, url] of Object.entries(urls)) {
  test(`the ${service} tells how it does to whoever shows the token, and to nobody else`, async () => {
    // Pages of an app are of one route, whatever is asked for.
    await read(`${url}/nothing-of-this-name`);
    const response = await read(`${url}/metrics`, metricsToken);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/http_request_duration_seconds_count\{.*route="[^"]+".*status="\d{3}"/);
    expect(text).toContain('http_refusals_total');
    expect(text).toContain(`service="${service}"`);
    expect(text).not.toContain('nothing-of-this-name');
    for (const token of [undefined, '', 'wrong']) expect((await read(`${url}/metrics`, token)).status).toBe(404);
  });
}

for (const service of ['issuer', 'verifier'] as const) {
  test(`the ${service} tells how its periodic work stands to whoever shows the token, and to nobody else`, async () => {
    const { queues, deadLetters } = (await (await read(`${urls[service]}/jobs`, metricsToken)).json()) as {
      queues: object[];
      deadLetters: object;
    };
    expect(queues.length).toBeGreaterThan(0);
    expect(deadLetters).toEqual({ open: 0, newest: [] });
    expect((await read(`${urls[service]}/jobs`, 'wrong')).status).toBe(404);
    expect(await (await read(`${urls[service]}/readyz`)).json()).toMatchObject({ status: 'ready', deadLetters: 0 });
    // A young stack has not done every piece of periodic work yet.
    await expect
      .poll(async () => (await read(`${urls[service]}/metrics`, metricsToken)).text(), { timeout: 90_000 })
      .toMatch(/job_since_done_seconds\{job=/);
  });
}
