import { gunzipSync, gzipSync } from 'node:zlib';

import { matchEntityTag, parsePathParameter, parseQuery } from '@postern/http-service';
import {
  type IssuerContext,
  publishStatusList,
  readStatusBitsFile,
  requireTenant,
  type StatusListKind,
} from '@postern/issuer';
import {
  CREDENTIAL_EFFECT_SECONDS,
  STATUS_LIST_CACHE_SECONDS,
  type StatusTimes,
  zStatusTimes,
} from '@postern/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';

import { tenantOf } from './route-inputs.ts';

const LISTS: Readonly<Record<StatusListKind, { path: string; mediaType: string }>> = {
  revocation: { path: 'revocation', mediaType: 'application/jwt' },
  suspension: { path: 'suspension', mediaType: 'application/jwt' },
  combined: { path: 'combined', mediaType: 'application/jwt' },
  revocation2: { path: 'v2/revocation', mediaType: 'application/vc+jwt' },
  suspension2: { path: 'v2/suspension', mediaType: 'application/vc+jwt' },
  token: { path: 'token', mediaType: 'application/statuslist+jwt' },
};

const toNumber = (form: RegExp) => z.string().regex(form).transform(Number);
const zListId = toNumber(/^\d{1,5}$/);
const zBitsQuery = z.looseObject({
  epoch: toNumber(/^\d{1,9}$/).optional(),
  chain: toNumber(/^\d{1,15}$/).optional(),
});

const CACHE_CONTROL = `public, max-age=${STATUS_LIST_CACHE_SECONDS}`;

/** Whole status lists: the same bytes for everybody, no cookies, cacheable, with an ETag. */
export function addStatusRoutes(router: Router, context: IssuerContext): void {
  for (const [kind, { path, mediaType }] of Object.entries(LISTS) as [StatusListKind, (typeof LISTS)['token']][]) {
    const cache = new Map<string, { version: string; body: Buffer }>();
    router.get(`/t/:tenant/status/${path}/:listId`, async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const listId = readListId(request);
      const known = cache.get(`${tenant.slug}/${listId}`);
      const published = await publishStatusList(context, { tenant, listId, kind, knownVersion: known?.version });
      const entry =
        published.jwt === null && known !== undefined
          ? known
          : { version: published.version, body: gzipSync(published.jwt ?? '') };
      cache.set(`${tenant.slug}/${listId}`, entry);
      send(request, response, { etag: `"${kind}-${entry.version}"`, mediaType, packed: entry.body });
    });
  }
  router.get('/t/:tenant/status/times', async (request, response) => {
    await requireTenant(context, tenantOf(request));
    const times: StatusTimes = { credentials: CREDENTIAL_EFFECT_SECONDS, ...context.settings.anchorTimes };
    response.set('Cache-Control', CACHE_CONTROL).json(zStatusTimes.parse(times));
  });
  router.get('/t/:tenant/status/bits/:listId', async (request, response) => {
    const tenant = await requireTenant(context, tenantOf(request));
    const { epoch, chain } = parseQuery(zBitsQuery, request);
    const snapshot = await readStatusBitsFile(context, {
      tenant,
      listId: readListId(request),
      epoch,
      chainId: chain,
    });
    response.set('Postern-Status-Epoch', String(snapshot.epoch));
    response.set('Postern-Status-Root', snapshot.statusRoot);
    send(request, response, {
      etag: `"${snapshot.contentHash.slice(2, 34)}"`,
      mediaType: 'application/octet-stream',
      packed: Buffer.from(snapshot.packedBits),
    });
  });
}

function send(
  request: Request,
  response: Response,
  options: { etag: string; mediaType: string; packed: Buffer },
): void {
  response.set({ ETag: options.etag, 'Cache-Control': CACHE_CONTROL, Vary: 'Accept-Encoding' });
  if (matchEntityTag({ ifNoneMatch: request.get('if-none-match'), entityTag: options.etag })) {
    response.status(304).end();
    return;
  }
  response.type(options.mediaType);
  if (request.acceptsEncodings('gzip') === 'gzip') {
    response.set('Content-Encoding', 'gzip').send(options.packed);
    return;
  }
  response.send(gunzipSync(options.packed));
}

function readListId(request: Request): number {
  return parsePathParameter(request, 'listId', zListId);
}
