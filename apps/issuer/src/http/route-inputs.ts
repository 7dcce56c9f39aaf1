import { parseHeader, parsePathParameter, parseQuery, readIdempotencyKey } from '@postern/http-service';
import type { RepeatableRequest } from '@postern/issuer';
import type { Request } from 'express';
import { z } from 'zod';

const zTenantSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const zTenantQuery = z.looseObject({ tenant: zTenantSlug.or(z.literal('')).optional() });

/** A request that its sender may repeat; undefined where it named no key. `caller`: a key is one caller's own. */
export function readRepeatable(request: Request, caller: string): RepeatableRequest | undefined {
  const given = readIdempotencyKey(request);
  return given === undefined ? undefined : { ...given, scope: caller };
}

/** The bank in the route's address. @throws {HttpError} `ERR_NOT_FOUND` no bank can be called that */
export function tenantOf(request: Request): string {
  return parsePathParameter(request, 'tenant', zTenantSlug);
}

/** The bank that the portal names in a header; the default one without it. @throws {HttpError} `ERR_REQUEST_INVALID` */
export function namedTenantOf(request: Request, defaultTenant: string): string {
  return parseHeader(zTenantSlug.optional(), request, 'x-postern-tenant') ?? defaultTenant;
}

/** The bank that the launcher asks about; empty: none named. @throws {HttpError} `ERR_REQUEST_INVALID` */
export function queriedTenantOf(request: Request): string {
  return parseQuery(zTenantQuery, request).tenant ?? '';
}
