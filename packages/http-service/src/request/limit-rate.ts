import { isIPv6 } from 'node:net';
import type { Clock } from '@postern/primitives';
import type { Request, RequestHandler } from 'express';
import { HttpError } from '../error.ts';

export type LimitRateOptions = {
  clock: Clock;
  /** Requests that one key may make in a window. */
  max: number;
  windowSeconds: number;
  /** Who is counted; the client's IPv4 address or IPv6 network unless given. */
  key?: (request: Request) => string;
};

const MAX_KEYS = 10_000;

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

/**
 * Counts requests per key in fixed windows, in memory of this process.
 *
 * @throws HttpError `ERR_RATE_LIMITED`; `Retry-After` says when to come again.
 */
export const limitRate = (options: LimitRateOptions): RequestHandler => {
  const { clock, max, windowSeconds, key = (request) => networkOf(request.ip ?? '') } = options;
  let window = 0;
  let counts = new Map<string, number>();
  return (request, response, next) => {
    const current = Math.floor(clock.now() / windowSeconds);
    // A flood of made-up keys must not fill the memory: then everybody starts again.
    if (current !== window || counts.size > MAX_KEYS) {
      window = current;
      counts = new Map();
    }
    const who = key(request);
    const count = (counts.get(who) ?? 0) + 1;
    counts.set(who, count);
    if (count > max) {
      response.set('Retry-After', String((current + 1) * windowSeconds - clock.now()));
      throw new HttpError('ERR_RATE_LIMITED', 'Too many requests: wait and try again.');
    }
    next();
  };
};
