import { limitRate, parseBody, parsePathParameter } from '@postern/http-service';
import {
  type IssuerContext,
  readApplicationStatus,
  requestOffer,
  requireTenant,
  submitApplication,
} from '@postern/issuer';
import { zApplicationData, zApplicationReceipt, zApplicationStatus } from '@postern/protocol';
import type { Router } from 'express';

import { readBearer } from './read-credentials.ts';
import { tenantOf } from './route-inputs.ts';

/** The applicant's endpoints. */
export function addApplicationRoutes(
  router: Router,
  context: IssuerContext,
  options: { requestsPerMinute: number },
): void {
  router.post(
    '/t/:tenant/applications',
    limitRate({ clock: context.clock, max: options.requestsPerMinute, windowSeconds: 60 }),
    async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const application = parseBody(zApplicationData, request);
      const receipt = await submitApplication(context, { tenant: tenant.slug, application });
      response.status(201).set('Cache-Control', 'no-store').json(zApplicationReceipt.parse(receipt));
    },
  );
  router.get('/t/:tenant/applications/:applicationId', async (request, response) => {
    const status = await readApplicationStatus(context, {
      tenant: tenantOf(request),
      applicationId: parsePathParameter(request, 'applicationId'),
      statusToken: readBearer(request),
    });
    response.set('Cache-Control', 'no-store').json(zApplicationStatus.parse(status));
  });
  router.post(
    '/t/:tenant/applications/:applicationId/offers',
    limitRate({ clock: context.clock, max: options.requestsPerMinute, windowSeconds: 60 }),
    async (request, response) => {
      const offer = await requestOffer(context, {
        tenant: tenantOf(request),
        applicationId: parsePathParameter(request, 'applicationId'),
        statusToken: readBearer(request),
      });
      response.status(201).set('Cache-Control', 'no-store').json(offer);
    },
  );
}
