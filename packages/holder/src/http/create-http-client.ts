import { HolderError } from '../error.ts';
import type { HttpClient } from '../ports.ts';
import { assertUrlAllowed } from './assert-url-allowed.ts';

const DEFAULT_MAX_BYTES = 256 * 1024;
const DEFAULT_TIMEOUT_MS = 20_000;

export type CreateHttpClientOptions = {
  fetch: typeof globalThis.fetch;
  timeoutMs?: number;
};

/**
 * HTTP over a given `fetch`: https (or http on this machine), no cookies, no referrer, no redirects, bounded in time
 * and size. Sends nothing that tells one wallet from another.
 *
 * @throws {HolderError} on use: address not allowed, unreachable, or an answer that is too large
 */
export function createHttpClient(options: CreateHttpClientOptions): HttpClient {
  return async (request) => {
    assertUrlAllowed(request.url);
    try {
      const response = await options.fetch(request.url, {
        method: request.method ?? 'GET',
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'error',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      });
      return {
        status: response.status,
        body: await readBody(response, request.maxBytes ?? DEFAULT_MAX_BYTES),
        headers: Object.fromEntries(response.headers),
      };
    } catch (cause) {
      if (cause instanceof HolderError) throw cause;
      throw new HolderError('ERR_HTTP_UNREACHABLE', 'The other side could not be reached.', {
        cause,
        details: { host: new URL(request.url).host },
      });
    }
  };
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new HolderError('ERR_HTTP_TOO_LARGE', 'The answer is larger than it may be.', { details: { maxBytes } });
    }
    chunks.push(value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
