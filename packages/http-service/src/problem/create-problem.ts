import { STATUS_CODES } from 'node:http';

/** A problem document (RFC 9457) as every Postern service sends it. */
export type Problem = {
  type: 'about:blank';
  title: string;
  status: number;
  /** Stable; what callers match. */
  code: string;
  detail?: string;
  /** Facts that help the caller: field names, limits. Never a value that was sent. */
  details?: Readonly<Record<string, string | number | boolean>>;
  requestId: string;
};

export type CreateProblemOptions = Pick<Problem, 'status' | 'code' | 'requestId'> & {
  detail?: string | undefined;
  details?: Problem['details'] | undefined;
};

/** Builds a problem document; the title is the status' standard phrase. */
export const createProblem = ({ status, code, requestId, detail, details }: CreateProblemOptions): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(details === undefined || Object.keys(details).length === 0 ? {} : { details }),
  requestId,
});
