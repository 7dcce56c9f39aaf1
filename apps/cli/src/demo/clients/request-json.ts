import { zProblem } from '@postern/protocol';
import type { z } from 'zod';
import { DemoError } from '../demo-error.ts';

export type JsonRequest<Schema extends z.ZodType> = {
  fetch: typeof globalThis.fetch;
  url: string;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  response: Schema;
};

/** One JSON exchange with a service of the stack. @throws DemoError `ERR_DEMO_SERVICE_REFUSED` with the problem's code. */
export const requestJson = async <Schema extends z.ZodType>(
  request: JsonRequest<Schema>,
): Promise<z.output<Schema>> => {
  const { fetch, url, method = 'GET', headers = {}, body, response: schema } = request;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const problem = zProblem.safeParse(json).data;
    throw new DemoError('ERR_DEMO_SERVICE_REFUSED', `${new URL(url).pathname} answered ${response.status}.`, {
      details: { status: response.status, code: problem?.code ?? 'none' },
    });
  }
  return schema.parse(json);
};
