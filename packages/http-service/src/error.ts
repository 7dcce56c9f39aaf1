import { PosternError } from '@postern/primitives';

/** Refusals that every HTTP service shares. */
export type HttpErrorCode =
  | 'ERR_REQUEST_MALFORMED'
  | 'ERR_REQUEST_INVALID'
  | 'ERR_REQUEST_TOO_LARGE'
  | 'ERR_MEDIA_TYPE_UNSUPPORTED'
  | 'ERR_NOT_FOUND'
  | 'ERR_ORIGIN_NOT_ALLOWED'
  | 'ERR_RATE_LIMITED'
  | 'ERR_UPSTREAM_UNREACHABLE'
  | 'ERR_PORT_TAKEN'
  | 'ERR_INTERNAL';

export class HttpError extends PosternError<HttpErrorCode> {}

/** Status of each shared refusal. */
export const HTTP_ERROR_STATUS: Readonly<Record<HttpErrorCode, number>> = {
  ERR_REQUEST_MALFORMED: 400,
  ERR_REQUEST_INVALID: 400,
  ERR_REQUEST_TOO_LARGE: 413,
  ERR_MEDIA_TYPE_UNSUPPORTED: 415,
  ERR_NOT_FOUND: 404,
  ERR_ORIGIN_NOT_ALLOWED: 403,
  ERR_RATE_LIMITED: 429,
  ERR_UPSTREAM_UNREACHABLE: 503,
  ERR_PORT_TAKEN: 500,
  ERR_INTERNAL: 500,
};
