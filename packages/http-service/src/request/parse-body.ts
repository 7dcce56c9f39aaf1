import type { Request } from 'express';
import { z } from 'zod';
import { HttpError } from '../error.ts';
import { isStorable } from './is-storable.ts';
import { bodyFaultOf } from './parse-bodies.ts';

/** An object schema is closed unless it says otherwise: an unknown key is a mistake or an attack, not noise. */
const closeSchema = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  schema instanceof z.ZodObject && schema.def.catchall === undefined
    ? (schema.strict() as unknown as z.ZodType<T>)
    : schema;

/** Checks a value from outside; the refusal names fields, never what was in them. */
export const parseInput = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  if (!isStorable(value)) {
    throw new HttpError('ERR_REQUEST_INVALID', `The ${what} holds text that cannot be stored.`, {
      details: { field: '', reason: 'text' },
    });
  }
  const result = closeSchema(schema).safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new HttpError('ERR_REQUEST_INVALID', `The ${what} does not fit: ${field === '' ? 'as a whole' : field}.`, {
    details: { field, reason: issue?.code ?? 'invalid' },
  });
};

/**
 * The request's body as the schema's type; objects are closed.
 *
 * @param options.absent what stands for a request without a body
 * @throws HttpError `ERR_REQUEST_INVALID` with the first field that does not fit; `ERR_REQUEST_MALFORMED`,
 *   `ERR_REQUEST_TOO_LARGE` or `ERR_MEDIA_TYPE_UNSUPPORTED` for a body that could not be read
 */
export const parseBody = <T>(schema: z.ZodType<T>, request: Request, options: { absent?: unknown } = {}): T => {
  const fault = bodyFaultOf(request);
  if (fault !== undefined) throw fault;
  return parseInput(schema, request.body ?? options.absent, 'body');
};

/** The request's query as the schema's type. @throws HttpError `ERR_REQUEST_INVALID`. */
export const parseQuery = <T>(schema: z.ZodType<T>, request: Request): T => parseInput(schema, request.query, 'query');

/** A header's value as the schema's type; the text is what HTTP lets through. @throws HttpError `ERR_REQUEST_INVALID`. */
export const parseHeader = <T>(schema: z.ZodType<T>, request: Request, name: string): T =>
  parseInput(schema, request.get(name), `header ${name}`);

const zPathSegment = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/**
 * One parameter of the route's pattern.
 *
 * @param schema what it can be; an identifier of ours (base64url alphabet, 64 characters) unless given
 * @throws HttpError `ERR_NOT_FOUND`: where no such name can exist there is nothing at the address
 */
export const parsePathParameter = <T = string>(
  request: Request,
  name: string,
  schema: z.ZodType<T> = zPathSegment as unknown as z.ZodType<T>,
): T => {
  const result = schema.safeParse(request.params[name]);
  if (!result.success) throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
  return result.data;
};
