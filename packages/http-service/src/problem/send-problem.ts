import type { Response } from 'express';
import { createProblem, type CreateProblemOptions } from './create-problem.ts';

/** What is away for a moment is asked again after so long, seconds. */
export const RETRY_AFTER_SECONDS = 5;

/** Answers with `application/problem+json`; problems are never cached. A 503 says when to come again. */
export const sendProblem = (response: Response, options: Omit<CreateProblemOptions, 'requestId'>): void => {
  const requestId = String(response.locals.requestId ?? '');
  response.locals.code = options.code;
  if (options.status === 503 && !response.hasHeader('Retry-After')) {
    response.set('Retry-After', String(RETRY_AFTER_SECONDS));
  }
  response
    .status(options.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(createProblem({ ...options, requestId })));
};
