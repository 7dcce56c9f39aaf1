import { createHash } from 'node:crypto';
import { canonicalizeJson, type JsonValue } from '@postern/primitives';
import type { Request } from 'express';
import { z } from 'zod';
import { parseHeader } from './parse-body.ts';

/** Long enough that nobody meets another's by chance; a UUID fits. */
const zKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,200}$/)
  .optional();

/**
 * The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header) and a hash of method, path and body,
 * which must be equal for an equal answer. Undefined without the header.
 *
 * @throws HttpError `ERR_REQUEST_INVALID` a key that is too short, too long or no visible ASCII
 */
export const readIdempotencyKey = (request: Request): { key: string; requestHash: string } | undefined => {
  const key = parseHeader(zKey, request, 'idempotency-key');
  if (key === undefined) return undefined;
  const body = canonicalizeJson((request.body ?? null) as JsonValue);
  const text = `${request.method} ${request.originalUrl}\n${body}`;
  return { key, requestHash: createHash('sha256').update(text).digest('base64url') };
};
