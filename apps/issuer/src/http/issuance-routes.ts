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

import { readPresentedToken } from './read-credentials.ts';
import { tenantOf } from './route-inputs.ts';
import { handleOauth, type OauthEndpoint } from './send-oauth-error.ts';

/** OpenID4VCI 1.0: offer, nonce, credential, deferred credential, notification. */
export function addIssuanceRoutes(router: Router, context: IssuerContext): void {
  const resource = (malformed: OauthEndpoint['malformed']): OauthEndpoint => ({ context, malformed, kind: 'resource' });
  const accessOf = async (request: Request) =>
    requireAccess(context, { tenant: tenantOf(request), presented: readPresentedToken(context, request) });

  router.get('/t/:tenant/offers/:offerId', async (request, response) => {
    const offer = await readOffer(context, {
      tenant: tenantOf(request),
      offerId: parsePathParameter(request, 'offerId'),
    });
    response.set('Cache-Control', 'no-store').json(zCredentialOffer.parse(offer));
  });
  router.post(
    '/t/:tenant/nonce',
    handleOauth(resource('invalid_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      response.json(await createNonce(context, { tenant: tenant.slug }));
    }),
  );
  router.post(
    '/t/:tenant/credential',
    handleOauth(resource('invalid_credential_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const access = await accessOf(request);
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
    handleOauth(resource('invalid_credential_request'), async (request, response) => {
      const tenant = await requireTenant(context, tenantOf(request));
      const access = await accessOf(request);
      const { transaction_id: transactionId } = parseBody(zDeferredCredentialRequest, request);
      sendIssued(response, await claimDeferred(context, { tenant, access, transactionId }));
    }),
  );
  router.post(
    '/t/:tenant/notification',
    handleOauth(resource('invalid_notification_request'), async (request, response) => {
      const access = await accessOf(request);
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
