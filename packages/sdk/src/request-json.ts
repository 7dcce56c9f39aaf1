import { zProblem } from '@postern/protocol';
import type { z } from 'zod';

import { VerifierClientError } from './verifier-client-error.ts';

export type Fetch = typeof globalThis.fetch;

/** Requests may hang on a network that swallows packets; nothing here takes longer than this. */
const TIMEOUT_MS = 15_000;

/**
 * Sends one request with the protocol's API key and parses the answer.
 *
 * @throws {VerifierClientError} refused, unreachable, or not the agreed form
 */
export async function requestJson<Schema extends z.ZodType>(options: {
  fetch: Fetch;
  url: URL;
  apiKey: string;
  schema: Schema;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}): Promise<z.output<Schema>> {
  const { url, apiKey, schema, body, headers = {} } = options;
  const { status, ok, json } = await exchange(options.fetch, url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...headers,
      accept: 'application/json',
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!ok) {
    const problem = zProblem.safeParse(json);
    throw new VerifierClientError('ERR_VERIFIER_REFUSED', 'The verifier refused the request; see details.problem.', {
      details: { status, problem: problem.success ? problem.data.code : 'unknown' },
    });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new VerifierClientError('ERR_VERIFIER_ANSWER', 'The verifier answered in a form this SDK does not know.', {
      details: { status },
    });
  }
  return parsed.data;
}

async function exchange(
  fetch: Fetch,
  url: URL,
  init: RequestInit,
): Promise<{ status: number; ok: boolean; json: unknown }> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    return { status: response.status, ok: response.ok, json: parseJson(text) };
  } catch (cause) {
    throw new VerifierClientError('ERR_VERIFIER_UNREACHABLE', 'The verifier did not answer.', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
