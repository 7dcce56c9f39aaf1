import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

const ACCEPTABLE = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * Gives each request an id: the caller's `x-request-id` when it looks like one (so that one walk can be followed over
 * services), else a new one. It is in `response.locals.requestId` and in the answer's header.
 */
export const assignRequestId: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const requestId = given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID();
  response.locals.requestId = requestId;
  response.set('x-request-id', requestId);
  next();
};
