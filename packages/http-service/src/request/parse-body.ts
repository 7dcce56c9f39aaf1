import type { Request } from 'express';
import { z } from 'zod';
import { HttpError } from '../error.ts';

/** An object schema is closed unless it says otherwise: an unknown key is a mistake or an attack, not noise. */
const closeSchema = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  schema instanceof z.ZodObject && schema.def.catchall === undefined
    ? (schema.strict() as unknown as z.ZodType<T>)
    : schema;

/** Checks a value from outside; the refusal names fields, never what was in them. */
export const parseInput = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
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
 * @throws HttpError `ERR_REQUEST_INVALID` with the first field that does not fit.
 */
export const parseBody = <T>(schema: z.ZodType<T>, request: Request): T => parseInput(schema, request.body, 'body');

/** The request's query as the schema's type. @throws HttpError `ERR_REQUEST_INVALID`. */
export const parseQuery = <T>(schema: z.ZodType<T>, request: Request): T => parseInput(schema, request.query, 'query');

/** The route's parameters as the schema's type. @throws HttpError `ERR_REQUEST_INVALID`. */
export const parseParams = <T>(schema: z.ZodType<T>, request: Request): T =>
  parseInput(schema, request.params, 'address');
