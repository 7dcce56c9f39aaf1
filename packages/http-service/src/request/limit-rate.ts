import { isIPv6 } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '../error.ts';
import { clientAddressOf } from './client-address.ts';
import type { RateLimit, RateLimits, RateLimitState } from './rate-limits.ts';

export type EnforceLimitOptions = {
  limits: RateLimits;
  limit: RateLimit;
  /** Who is counted. */
  key: string;
  response: Response;
};

/** An IPv6 subscriber has a whole /64 to choose addresses from, so all of them are one caller. */
const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left!.length - right!.length);
  const groups = [...left!, ...Array.from({ length: zeros }, () => '0'), ...right!];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/** The caller's IPv4 address or IPv6 network, as a key of a limit. */
export const networkKeyOf = (request: Request): string => networkOf(clientAddressOf(request));

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): one item a limit that was counted. */
const describeState = (response: Response, limit: RateLimit, state: RateLimitState): void => {
  const { remaining, resetSeconds } = state;
  response.append('RateLimit-Policy', `"${limit.name}";q=${limit.max};w=${limit.windowSeconds}`);
  response.append('RateLimit', `"${limit.name}";r=${remaining};t=${resetSeconds}`);
};

const refuse = (response: Response, state: RateLimitState): never => {
  response.set('Retry-After', String(Math.max(1, state.resetSeconds)));
  throw new HttpError('ERR_RATE_LIMITED', 'Too many requests: wait and try again.');
};

/**
 * Counts one request against a limit and says in headers what is left.
 *
 * @throws HttpError `ERR_RATE_LIMITED`; `Retry-After` says when to come again.
 */
export const enforceLimit = async ({ limits, limit, key, response }: EnforceLimitOptions): Promise<void> => {
  const state = await limits.consume({ ...limit, key });
  describeState(response, limit, state);
  if (!state.allowed) refuse(response, state);
};

/** Refuses, without counting, whoever has used a limit up. @throws HttpError `ERR_RATE_LIMITED` */
export const assertLimitLeft = async ({ limits, limit, key, response }: EnforceLimitOptions): Promise<void> => {
  const state = await limits.read({ ...limit, key });
  if (state.allowed) return;
  describeState(response, limit, state);
  refuse(response, state);
};

/** {@link enforceLimit} in front of a route, by the caller's address. */
export const limitRate = (options: Pick<EnforceLimitOptions, 'limits' | 'limit'>): RequestHandler => {
  return async (request, response, next) => {
    await enforceLimit({ ...options, key: networkKeyOf(request), response });
    next();
  };
};
