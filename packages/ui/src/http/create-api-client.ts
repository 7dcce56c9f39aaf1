import { ApiProblemError } from './api-problem-error.ts';
import { parseProblem } from './parse-problem.ts';

/** Anything with a throwing `parse`, for instance a zod schema. */
export type ResponseParser<Value> = { parse: (value: unknown) => Value };

export type ApiRequest<Value> = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path under the base URL, starting with `/`. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Checks the answer; without it the answer is `undefined`. */
  response?: ResponseParser<Value>;
  signal?: AbortSignal;
};

export type ApiClient = <Value = undefined>(request: ApiRequest<Value>) => Promise<Value>;

export type CreateApiClientOptions = {
  fetch: typeof globalThis.fetch;
  /** Prefix of every path, for instance `/api/t/demo-bank`; no slash at the end. */
  baseUrl: string;
};

/**
 * Makes a typed JSON client over one origin. Cookies of the own origin go along.
 *
 * @throws {ApiProblemError} from each call: the service answered an error, answered something unreadable, or was not reached.
 */
export function createApiClient({ fetch, baseUrl }: CreateApiClientOptions): ApiClient {
  return async ({ method = 'GET', path, query = {}, body, headers = {}, response: parser, signal }) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    const suffix = search.size === 0 ? '' : `?${search}`;

    const response = await fetch(`${baseUrl}${path}${suffix}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((cause: unknown) => {
      if (signal?.aborted === true) throw cause;
      throw new ApiProblemError(
        { status: 0, code: 'ERR_API_UNREACHABLE', title: 'The service could not be reached' },
        { cause },
      );
    });

    const requestId = response.headers.get('x-request-id') ?? undefined;
    const answer = parseJson(await response.text());
    if (!response.ok) throw new ApiProblemError(parseProblem({ status: response.status, body: answer, requestId }));
    if (parser === undefined) return undefined as never;
    try {
      return parser.parse(answer);
    } catch (cause) {
      throw new ApiProblemError(
        {
          status: response.status,
          code: 'ERR_API_RESPONSE_INVALID',
          title: 'The service gave an answer this page cannot read',
          requestId,
        },
        { cause },
      );
    }
  };
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
