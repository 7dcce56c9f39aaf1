import { createHash, timingSafeEqual } from 'node:crypto';

import { HttpError, parseHeader, parseQuery } from '@postern/http-service';
import {
  describeLeafRegistration,
  type IssuerContext,
  mintEnrolmentLinks,
  requireTenant,
  StaffError,
} from '@postern/issuer';
import type { Request, Router } from 'express';
import { z } from 'zod';

import { addInternalKeyRoutes, type InternalKeyRoutesOptions } from './internal-key-routes.ts';
import { queriedTenantOf } from './route-inputs.ts';

const zChainQuery = z.looseObject({ chain: z.string().max(20).optional() });
const zLauncherToken = z.string().max(200).optional();

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** For the launcher on the same machine, which holds the token; without a configured token nobody gets in. */
export function addInternalRoutes(
  router: Router,
  context: IssuerContext,
  options: { launcherToken: string } & Omit<InternalKeyRoutesOptions, 'assertLauncher'>,
): void {
  const { launcherToken } = options;
  const assertLauncher = (request: Request): void => {
    const given = parseHeader(zLauncherToken, request, 'x-postern-launcher') ?? '';
    if (launcherToken === '' || !timingSafeEqual(digest(given), digest(launcherToken))) {
      throw new StaffError('ERR_STAFF_LAUNCHER', 'This address is for the launcher.');
    }
  };

  router.get('/internal/enrolment-links', async (request, response) => {
    assertLauncher(request);
    const slug = queriedTenantOf(request);
    const links = await mintEnrolmentLinks(context, slug === '' ? {} : { tenant: slug });
    response.set('Cache-Control', 'no-store').json({ links });
  });
  router.get('/internal/leaf-registration', async (request, response) => {
    assertLauncher(request);
    const tenant = await requireTenant(context, queriedTenantOf(request));
    const { chain: asked = String(context.chain.chainId) } = parseQuery(zChainQuery, request);
    const chain = context.chains.find(({ chainId }) => String(chainId) === asked);
    if (chain === undefined) throw new HttpError('ERR_NOT_FOUND', 'There is no such chain.');
    const view = await describeLeafRegistration(context, { tenant, chain });
    response.set('Cache-Control', 'no-store').json(view);
  });
  addInternalKeyRoutes(router, context, { ...options, assertLauncher });
}
