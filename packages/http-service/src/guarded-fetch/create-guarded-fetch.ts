import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { PosternError } from '@postern/primitives';
import { isLoopbackAddress, isPublicAddress } from './is-public-address.ts';

export type GuardedFetchErrorCode =
  | 'ERR_FETCH_URL'
  | 'ERR_FETCH_ADDRESS'
  | 'ERR_FETCH_REDIRECT'
  | 'ERR_FETCH_STATUS'
  | 'ERR_FETCH_TYPE'
  | 'ERR_FETCH_TOO_LARGE'
  | 'ERR_FETCH_FAILED';

export class GuardedFetchError extends PosternError<GuardedFetchErrorCode> {}

export type ResolveHost = (host: string) => Promise<readonly { address: string; family: number }[]>;

export type CreateGuardedFetchOptions = {
  /** Only for local development: plain http, and any port, to this machine. */
  allowLoopbackHttp?: boolean;
  /** Ports that https URLs may name; default 443 only. */
  ports?: readonly number[];
  /** Name resolution; the system's unless given. */
  resolve?: ResolveHost;
};

export type GuardedRequest = {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Media types that are read, without parameters. */
  contentTypes: readonly string[];
  /** Largest answer in bytes; default 256 KiB. */
  maxBytes?: number;
  /** For everything: resolution, connection, answer. Default 5 s. */
  timeoutMs?: number;
};

export type GuardedResponse = { status: number; contentType: string; body: Uint8Array; text: () => string };

export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedResponse>;

const DEFAULT_MAX_BYTES = 256 * 1024;
const DEFAULT_TIMEOUT_MS = 5000;

const resolveBySystem: ResolveHost = (host) => systemLookup(host, { all: true, verbatim: true });

const parseTarget = (url: string, options: CreateGuardedFetchOptions): URL => {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new GuardedFetchError('ERR_FETCH_URL', 'This is not a URL.', { cause });
  }
  const plain = parsed.protocol === 'http:' && options.allowLoopbackHttp === true;
  if (parsed.protocol !== 'https:' && !plain)
    throw new GuardedFetchError('ERR_FETCH_URL', 'Only https URLs are fetched.');
  if (parsed.username !== '' || parsed.password !== '') {
    throw new GuardedFetchError('ERR_FETCH_URL', 'A URL with a user name is not fetched.');
  }
  const port = parsed.port === '' ? 443 : Number(parsed.port);
  if (!plain && options.allowLoopbackHttp !== true && !(options.ports ?? [443]).includes(port)) {
    throw new GuardedFetchError('ERR_FETCH_URL', 'This port is not fetched.');
  }
  return parsed;
};

/** One address, checked; the connection is made to it, so that a second look-up cannot answer something else. */
const pinAddress = async (
  url: URL,
  options: CreateGuardedFetchOptions,
): Promise<{ address: string; family: number }> => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host);
  const found = literal === 0 ? await (options.resolve ?? resolveBySystem)(host) : [{ address: host, family: literal }];
  const isAllowed = (address: string): boolean =>
    url.protocol === 'http:'
      ? isLoopbackAddress(address)
      : isPublicAddress(address) || (options.allowLoopbackHttp === true && isLoopbackAddress(address));
  const [first] = found;
  // One forbidden address among several is enough to refuse: it is how a rebinding name looks.
  if (first === undefined || !found.every(({ address }) => isAllowed(address))) {
    throw new GuardedFetchError('ERR_FETCH_ADDRESS', 'The host is not on the public internet.');
  }
  return first;
};

/** The system's resolver cannot be cancelled: its answer is waited for no longer than the rest. */
const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const refuse = (): void =>
      reject(new GuardedFetchError('ERR_FETCH_FAILED', 'The server could not be reached in time.'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });

const readAnswer = async (answer: http.IncomingMessage, request: GuardedRequest): Promise<GuardedResponse> => {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) throw new GuardedFetchError('ERR_FETCH_REDIRECT', 'Redirects are not followed.');
  if (status < 200 || status >= 300) {
    throw new GuardedFetchError('ERR_FETCH_STATUS', 'The server did not answer with success.', { details: { status } });
  }
  const contentType = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!request.contentTypes.includes(contentType)) {
    throw new GuardedFetchError('ERR_FETCH_TYPE', 'The answer has another media type than expected.');
  }
  const maxBytes = request.maxBytes ?? DEFAULT_MAX_BYTES;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new GuardedFetchError('ERR_FETCH_TOO_LARGE', 'The answer is too large.', { details: { maxBytes } });
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return { status, contentType, body, text: () => new TextDecoder('utf-8', { fatal: true }).decode(body) };
};

/**
 * A fetch for URLs that a stranger chooses: https to the public internet only, the checked address pinned, no
 * redirects, no cookies, bounded in time, size and media type.
 *
 * @throws GuardedFetchError, one code a rule.
 */
export const createGuardedFetch = (options: CreateGuardedFetchOptions = {}): GuardedFetch => {
  return async (request) => {
    const url = parseTarget(request.url, options);
    const signal = AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    try {
      const pinned = await Promise.race([pinAddress(url, options), rejectOnAbort(signal)]);
      const lookup: LookupFunction = (_host, lookupOptions, callback) => {
        if (lookupOptions.all === true) callback(null, [pinned]);
        else callback(null, pinned.address, pinned.family);
      };
      const client = url.protocol === 'https:' ? https : http;
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const outgoing = client.request(url, {
          method: request.method ?? 'GET',
          // No compression: a small answer that unpacks to gigabytes is an old trick.
          headers: { ...request.headers, accept: request.contentTypes.join(', '), 'accept-encoding': 'identity' },
          agent: false,
          lookup,
          signal,
        });
        outgoing.once('response', resolve);
        outgoing.once('error', reject);
        outgoing.end(request.body);
      });
      try {
        return await readAnswer(answer, request);
      } finally {
        answer.destroy();
      }
    } catch (cause) {
      if (cause instanceof GuardedFetchError) throw cause;
      throw new GuardedFetchError('ERR_FETCH_FAILED', 'The server could not be reached in time.', { cause });
    }
  };
};
