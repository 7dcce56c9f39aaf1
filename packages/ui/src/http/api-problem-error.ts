/** Problem details (RFC 9457) as every Postern service answers them. */
export type ProblemDetails = {
  status: number;
  title: string;
  code: string;
  detail?: string | undefined;
  requestId?: string | undefined;
  details?: Readonly<Record<string, string | number | boolean>> | undefined;
};

/** A service refused a request, or could not be reached (`status` 0, code `ERR_API_UNREACHABLE`). Match `code`, never the message. */
export class ApiProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** What else the service says of it: names of parts, limits, counts. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(problem: ProblemDetails, options: { cause?: unknown } = {}) {
    super(problem.title, options);
    this.name = 'ApiProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.details = problem.details ?? {};
  }
}

/** Narrows what a query or mutation threw. */
export function isApiProblemError(error: unknown, code?: string): error is ApiProblemError {
  return error instanceof ApiProblemError && (code === undefined || error.code === code);
}
