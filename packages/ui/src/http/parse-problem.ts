import type { ProblemDetails } from './api-problem-error.ts';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const detailsOf = (value: unknown): Record<string, string | number | boolean> =>
  typeof value !== 'object' || value === null
    ? {}
    : Object.fromEntries(
        Object.entries(value).filter(([, each]) => ['string', 'number', 'boolean'].includes(typeof each)),
      );

/**
 * Reads a problem+json body leniently: a proxy or a crash may answer something else, and the reader still needs a sentence.
 * OAuth error bodies (`error`, `error_description`; RFC 6749 §5.2) are read as well.
 */
export function parseProblem(options: {
  status: number;
  body: unknown;
  requestId?: string | undefined;
}): ProblemDetails {
  const { status, body, requestId } = options;
  const record = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return {
    status,
    title: textOf(record['title']) ?? textOf(record['error']) ?? 'The service refused the request',
    code: textOf(record['code']) ?? textOf(record['error']) ?? 'ERR_API_UNKNOWN',
    detail: textOf(record['detail']) ?? textOf(record['error_description']),
    requestId: textOf(record['requestId']) ?? requestId,
    details: detailsOf(record['details']),
  };
}
