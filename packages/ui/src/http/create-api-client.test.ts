import { describe, expect, it } from 'vitest';
import { createApiClient } from './create-api-client.ts';

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  createApiClient({ baseUrl: '/api', fetch: async () => new Response(body, { status, headers }) });

describe('createApiClient', () => {
  it('sends JSON under the base URL and checks the answer', async () => {
    const seen: { url: string; init: RequestInit | undefined }[] = [];
    const api = createApiClient({
      baseUrl: '/api/t/demo',
      fetch: async (url, init) => {
        seen.push({ url: url as string, init });
        return Response.json({ id: 'a' });
      },
    });
    const response = { parse: (value: unknown) => (value as { id: string }).id };

    await expect(
      api({
        method: 'POST',
        path: '/cases',
        query: { state: 'submitted', after: undefined },
        body: { x: 1 },
        response,
      }),
    ).resolves.toBe('a');

    expect(seen[0]?.url).toBe('/api/t/demo/cases?state=submitted');
    expect(seen[0]?.init).toMatchObject({ method: 'POST', body: '{"x":1}', credentials: 'same-origin' });
  });

  it('turns problem+json into a typed error', async () => {
    const body = JSON.stringify({ title: 'Conflict', status: 409, code: 'ERR_CASE_SAME_APPROVER', requestId: 'r-1' });
    await expect(answer(409, body)({ path: '/x' })).rejects.toMatchObject({
      status: 409,
      code: 'ERR_CASE_SAME_APPROVER',
      requestId: 'r-1',
    });
  });

  it('keeps a code when the answer is not JSON', async () => {
    const api = answer(502, '<html>', { 'x-request-id': 'r-2' });
    await expect(api({ path: '/x' })).rejects.toMatchObject({ status: 502, code: 'ERR_API_UNKNOWN', requestId: 'r-2' });
  });

  it('says when the service was not reached', async () => {
    const api = createApiClient({ baseUrl: '', fetch: () => Promise.reject(new TypeError('down')) });
    await expect(api({ path: '/x' })).rejects.toMatchObject({ status: 0, code: 'ERR_API_UNREACHABLE' });
  });

  it('refuses an answer of the wrong shape', async () => {
    const response = {
      parse: (): string => {
        throw new Error('wrong');
      },
    };
    await expect(answer(200, '{}')({ path: '/x', response })).rejects.toMatchObject({
      code: 'ERR_API_RESPONSE_INVALID',
    });
  });
});
