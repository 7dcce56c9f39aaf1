import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@postern/primitives';
import type { Request, RequestHandler } from 'express';

/** By this header our own page servers hand on whom they act for. */
export const CLIENT_ADDRESS_HEADER = 'postern-client-address';

const LIFE_SECONDS = 60;
const SHAPE = /^([0-9a-fA-F:.]{2,45}) (\d{1,12}) ([A-Za-z0-9_-]{43})$/;

type Signed = { address: string; at: number; method: string; path: string };

const authenticate = (secret: string, { address, at, method, path }: Signed): string =>
  createHmac('sha256', secret).update(`client-address\n${address}\n${at}\n${method}\n${path}`).digest('base64url');

/** The header's value for one request; whoever has no secret cannot write one, nor reuse it elsewhere or later. */
export const signClientAddress = (secret: string, signed: Signed): string =>
  `${signed.address} ${signed.at} ${authenticate(secret, signed)}`;

const addresses = new WeakMap<Request, string>();

/** Who sent a request: as our own proxy says, else the socket's other end (or behind `trustProxy`, the header's). */
export const clientAddressOf = (request: Request): string => addresses.get(request) ?? request.ip ?? '';

/**
 * Believes {@link CLIENT_ADDRESS_HEADER} where it is signed with the secret, fresh and for this request; otherwise the
 * header says nothing. Without a secret nobody is believed.
 */
export const believeOwnProxy = ({ secret, clock }: { secret: string; clock: Clock }): RequestHandler => {
  return (request, _response, next) => {
    const [, address, time, mac] = SHAPE.exec(request.get(CLIENT_ADDRESS_HEADER) ?? '') ?? [];
    if (secret !== '' && address !== undefined && time !== undefined && mac !== undefined) {
      const at = Number(time);
      const expected = authenticate(secret, { address, at, method: request.method, path: request.originalUrl });
      const genuine = timingSafeEqual(Buffer.from(mac), Buffer.from(expected));
      if (genuine && Math.abs(clock.now() - at) <= LIFE_SECONDS) addresses.set(request, address);
    }
    next();
  };
};
