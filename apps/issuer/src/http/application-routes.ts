import { parseBody, parsePathParameter } from '@postern/http-service';
import {
  type IssuerContext,
  readApplicationStatus,
  requestOffer,
  requireTenant,
  runOnce,
  submitApplication,
} from '@postern/issuer';
import { zApplicationData, zApplicationReceipt, zApplicationStatus } from '@postern/protocol';
import type { Router } from 'express';

import type { RequestLimits } from './limit-requests.ts';
import { readBearer } from './read-credentials.ts';
import { readRepeatable, tenantOf } from './route-inputs.ts';

/** The applicant's endpoints. */
export function addApplicationRoutes(router: Router, context: IssuerContext, limits: RequestLimits): void {
  router.post('/t/:tenant/applications', limits.before('applications'), async (request, response) => {
    const tenant = await requireTenant(context, tenantOf(request));
    const application = parseBody(zApplicationData, request);
    const receipt = await runOnce(context, readRepeatable(request, `applicant@${tenant.slug}`), (once) =>
      submitApplication(context, { tenant: tenant.slug, application, once }),
    );
    response.status(201).set('Cache-Control', 'no-store').json(zApplicationReceipt.parse(receipt));
  });
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
    limits.before('application-offers'),
    async (request, response) => {
      const applicationId = parsePathParameter(request, 'applicationId');
      await limits.countAccount('application-offers', { response, account: applicationId });
      const statusToken = readBearer(request);
      const [tenant, repeatable] = [tenantOf(request), readRepeatable(request, `status ${statusToken}`)];
      const offer = await runOnce(context, repeatable, (once) =>
        requestOffer(context, { tenant, applicationId, statusToken, once }),
      );
      response.status(201).set('Cache-Control', 'no-store').json(offer);
    },
  );
}
