import { enforceLimit, networkKeyOf, type RateLimits } from '@postern/http-service';
import type { Request, RequestHandler, Response } from 'express';

import { tenantOf } from './route-inputs.ts';

/** What one bank's endpoint takes in a minute, against what one address may send: a flood at one bank is not the others'. */
const BANK_FACTOR = 50;
/** An account may be tried from several addresses, so that one visitor cannot lock its owner out. */
const ACCOUNT_FACTOR = 2;

export type RequestLimits = {
  /** Counts a request by its address and its bank. @throws {HttpError} `ERR_RATE_LIMITED` */
  count(name: string, exchange: { request: Request; response: Response; tenant: string }): Promise<void>;
  /** The same in front of a route whose address names the bank. */
  before(name: string): RequestHandler;
  /** Counts by whom or what it is about: a member of staff, an application, an access token. */
  countAccount(name: string, options: { response: Response; account: string }): Promise<void>;
};

/** The limits of this service, counted where all its processes see them. */
export function createRequestLimits(options: { limits: RateLimits; requestsPerMinute: number }): RequestLimits {
  const { limits, requestsPerMinute } = options;
  const limit = (name: string, factor: number) => ({ name, max: requestsPerMinute * factor, windowSeconds: 60 });
  const count: RequestLimits['count'] = async (name, { request, response, tenant }) => {
    await enforceLimit({ limits, limit: limit(`${name}-address`, 1), key: networkKeyOf(request), response });
    await enforceLimit({ limits, limit: limit(`${name}-bank`, BANK_FACTOR), key: tenant, response });
  };
  return {
    count,
    before: (name) => async (request, response, next) => {
      await count(name, { request, response, tenant: tenantOf(request) });
      next();
    },
    countAccount: (name, { response, account }) =>
      enforceLimit({ limits, limit: limit(`${name}-account`, ACCOUNT_FACTOR), key: account, response }),
  };
}
