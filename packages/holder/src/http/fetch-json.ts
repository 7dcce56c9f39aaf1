import { type JsonValue, parseStrictJson } from '@postern/primitives';
import { type FetchText, resolveDid, type ResolvedDid } from '@postern/credential';

import { HolderError } from '../error.ts';
import type { HttpClient, HttpRequest } from '../ports.ts';

/** Answer of a JSON endpoint, read strictly; `json` is undefined when the body is empty. */
export type JsonResponse = {
  status: number;
  json: JsonValue | undefined;
  headers: Readonly<Record<string, string>>;
};

/** @throws {HolderError} unreachable, too large, or not strict JSON */
export async function fetchJson(options: { http: HttpClient; request: HttpRequest }): Promise<JsonResponse> {
  const {
    status,
    body,
    headers = {},
  } = await options.http({
    ...options.request,
    headers: { accept: 'application/json', ...options.request.headers },
  });
  if (body.length === 0) return { status, json: undefined, headers };
  try {
    return { status, json: parseStrictJson(decodeText(body)), headers };
  } catch (cause) {
    throw new HolderError('ERR_HTTP_NOT_JSON', 'The answer is not JSON.', { cause, details: { status } });
  }
}

/** UTF-8, strict. */
export function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

/** Documents as text, for readers of `@postern/credential` that fetch. */
export function createFetchText(http: HttpClient): FetchText {
  return async (url, options) => {
    const accept = options?.accept?.join(', ');
    const { status, body } = await http({ url, ...(accept === undefined ? {} : { headers: { accept } }) });
    return { status, text: decodeText(body) };
  };
}

/** Resolves a DID through the holder's HTTP client; http is accepted for this machine only. */
export function createDidResolver(http: HttpClient): (did: string) => Promise<ResolvedDid> {
  return (did) => resolveDid({ did, allowLoopbackHttp: true, fetchText: createFetchText(http) });
}
