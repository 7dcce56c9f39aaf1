import { assertLimitLeft, enforceLimit, limitRate, networkKeyOf, type RateLimits } from '@postern/http-service';
import type { Request, RequestHandler, Response } from 'express';

export type LimitSettings = {
  requestsPerMinute: number;
  keyQuotaPerMinute: number;
  sessionQuotaPerMinute: number;
  keyGuessesPerMinute: number;
};

export type RequestLimits = {
  /** In front of what wallets call: by the caller's address. */
  before(name: string): RequestHandler;
  /** @throws {HttpError} `ERR_RATE_LIMITED`: from this address too many wrong keys came; a right one is not looked at */
  assertMayTryKey(request: Request, response: Response): Promise<void>;
  countWrongKey(request: Request, response: Response): Promise<void>;
  /** @throws {HttpError} `ERR_RATE_LIMITED` the protocol has used its quota up, whichever process it asked */
  countRequest(protocolId: string, response: Response): Promise<void>;
  countSession(protocolId: string, response: Response): Promise<void>;
};

/** The limits of this service, counted where all its processes see them. */
export function createRequestLimits(limits: RateLimits, settings: LimitSettings): RequestLimits {
  const limit = (name: string, max: number) => ({ name, max, windowSeconds: 60 });
  const guesses = limit('key-guesses', settings.keyGuessesPerMinute);
  return {
    before: (name) => limitRate({ limits, limit: limit(name, settings.requestsPerMinute) }),
    assertMayTryKey: (request, response) =>
      assertLimitLeft({ limits, limit: guesses, key: networkKeyOf(request), response }),
    countWrongKey: (request, response) =>
      enforceLimit({ limits, limit: guesses, key: networkKeyOf(request), response }),
    countRequest: (key, response) =>
      enforceLimit({ limits, limit: limit('requests', settings.keyQuotaPerMinute), key, response }),
    countSession: (key, response) =>
      enforceLimit({ limits, limit: limit('sessions', settings.sessionQuotaPerMinute), key, response }),
  };
}
