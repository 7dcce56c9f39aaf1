import type { Request } from 'express';

/** The bearer token of the `Authorization` header (RFC 6750 §2.1); empty when there is none. */
export function readBearer(request: Request): string {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
}
