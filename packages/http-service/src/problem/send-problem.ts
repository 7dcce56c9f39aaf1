import type { Response } from 'express';
import { createProblem, type CreateProblemOptions } from './create-problem.ts';

/** Answers with `application/problem+json`; problems are never cached. */
export const sendProblem = (response: Response, options: Omit<CreateProblemOptions, 'requestId'>): void => {
  const requestId = String(response.locals.requestId ?? '');
  response.locals.code = options.code;
  response
    .status(options.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(createProblem({ ...options, requestId })));
};
