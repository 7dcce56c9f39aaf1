import { parseBody, parsePathParameter } from '@postern/http-service';
import {
  claimDeferred,
  createNonce,
  type IssuerContext,
  issueCredentials,
  readOffer,
  recordNotification,
  requireAccess,
  requireTenant,
} from '@postern/issuer';
import {
  zCredentialOffer,
  zCredentialRequest,
  zCredentialResponse,
  zDeferredCredentialRequest,
  zDeferredCredentialResponse,
  zNotificationRequest,
} from '@postern/protocol';
import type { Request, Response, Router } from 'express';

import type { RequestLimits } from './limit-requests.ts';
import { readPresentedToken } from './read-credentials.ts';
import { tenantOf } from './route-inputs.ts';
import { handleOauth, type OauthEndpoint } from './send-oauth-error.ts';

/** OpenID4VCI 1.0: offer, nonce, credential, deferred credential, notification. */
export function addIssuanceRoutes(router: Router, context: IssuerContext, limits: RequestLimits): void {
  const resource = (limit: string, malformed: OauthEndpoint['malformed']): OauthEndpoint => ({
    ...{ context, limits, limit, malformed },
    kind: 'resource',
  });
  /** The token's grant; what is asked with one token is counted as one caller's, from wherever it comes. */
  const accessOf = async (name: string, request: Request, response: Response) => {
    const presented = readPresentedToken(context, request);
    const access = await requireAccess(context, { tenant: tenantOf(request), presented });
    await limits.countAccount(name, { response, account: presented?.token ?? '' });
    return access;
  };

  router.get('/t/:tenant/offers/:offerId', async (request, response) => {
    const offer = await readOffer(context, {
      tenant: tenantOf(request),
      offerId: parsePathParameter(request, 'offerId'),
    });
    response.set('Cache-Control', 'no-store').json(zCredentialOffer.parse(offer));
  });
  router.post(
    '/t/:tenant/nonce',
    handleOauth(resource('nonce', 'invalid_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      response.json(await createNonce(context, { tenant: tenant.slug }));
    }),
  );
  router.post(
    '/t/:tenant/credential',
    handleOauth(resource('credential', 'invalid_credential_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const access = await accessOf('credential', request, response);
      const answer = await issueCredentials(context, {
        tenant,
        access,
        request: parseBody(zCredentialRequest, request),
      });
      sendIssued(response, answer);
    }),
  );
  router.post(
    '/t/:tenant/deferred',
    handleOauth(resource('deferred', 'invalid_credential_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const access = await accessOf('deferred', request, response);
      const { transaction_id: transactionId } = parseBody(zDeferredCredentialRequest, request);
      sendIssued(response, await claimDeferred(context, { tenant, access, transactionId }));
    }),
  );
  router.post(
    '/t/:tenant/notification',
    handleOauth(resource('notification', 'invalid_notification_request'), async (request, response) => {
      const access = await accessOf('notification', request, response);
      const { notification_id: notificationId, event } = parseBody(zNotificationRequest, request);
      await recordNotification(context, { tenant: tenantOf(request), access, notificationId, event });
      response.status(204).end();
    }),
  );
}

/** 200 with the credentials, or 202 with the transaction to come back for. */
function sendIssued(response: Response, answer: Awaited<ReturnType<typeof issueCredentials>>): void {
  if ('deferred' in answer) response.status(202).json(zDeferredCredentialResponse.parse(answer.deferred));
  else response.json(zCredentialResponse.parse(answer.issued));
}
