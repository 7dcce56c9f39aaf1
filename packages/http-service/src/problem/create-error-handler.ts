import { PosternError } from '@postern/primitives';
import type { ErrorRequestHandler } from 'express';
import { HTTP_ERROR_STATUS } from '../error.ts';
import type { Logger } from '../log/create-logger.ts';
import { sendProblem } from './send-problem.ts';

/** Status for each error code that callers may see. A code that is not listed is our fault and stays inside. */
export type ErrorStatusMap = Readonly<Record<string, number>>;

export type CreateErrorHandlerOptions = { logger: Logger; errorStatus: ErrorStatusMap };

/** What body-parser and Express report with `status` and `type`. */
const readParserStatus = (error: unknown): number | undefined => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

const PARSER_CODES: Readonly<Record<number, string>> = {
  413: 'ERR_REQUEST_TOO_LARGE',
  415: 'ERR_MEDIA_TYPE_UNSUPPORTED',
};

/**
 * The only place where an error becomes an answer: listed codes with their status and message, everything else as
 * `ERR_INTERNAL` without detail.
 */
export const createErrorHandler = ({ logger, errorStatus }: CreateErrorHandlerOptions): ErrorRequestHandler => {
  const statuses: ErrorStatusMap = { ...HTTP_ERROR_STATUS, ...errorStatus };
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof URIError) {
      // A path that is no percent-encoded UTF-8 names nothing.
      sendProblem(response, { status: 404, code: 'ERR_NOT_FOUND' });
      return;
    }
    const status = error instanceof PosternError ? statuses[error.code] : undefined;
    if (error instanceof PosternError && status !== undefined && status < 500) {
      sendProblem(response, { status, code: error.code, detail: error.message, details: error.details });
      return;
    }
    const parserStatus = readParserStatus(error);
    if (parserStatus !== undefined) {
      sendProblem(response, { status: parserStatus, code: PARSER_CODES[parserStatus] ?? 'ERR_REQUEST_MALFORMED' });
      return;
    }
    logger.error({ err: error, requestId: String(response.locals.requestId ?? '') }, 'request failed');
    if (error instanceof PosternError && status !== undefined && status !== 500) {
      // A dependency that is down (503): the code tells the caller to come again, the message stays inside.
      sendProblem(response, { status, code: error.code });
      return;
    }
    sendProblem(response, { status: 500, code: 'ERR_INTERNAL' });
  };
};
