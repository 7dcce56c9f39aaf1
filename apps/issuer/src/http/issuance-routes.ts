import { limitRate, parseBody } from '@postern/http-service';
import {
  createNonce,
  IssuanceError,
  type IssuerContext,
  issueCredentials,
  readOffer,
  recordNotification,
  redeemOffer,
  requireTenant,
} from '@postern/issuer';
import {
  PRE_AUTHORIZED_CODE_GRANT,
  zCredentialOffer,
  zCredentialRequest,
  zCredentialResponse,
  zNotificationRequest,
  zTokenRequest,
  zTokenResponse,
} from '@postern/protocol';
import type { Request, Router } from 'express';

import { readBearer } from './read-bearer.ts';
import { handleOauth } from './send-oauth-error.ts';

const tenantOf = (request: Request): string => String(request.params.tenant);

/** OpenID4VCI 1.0: offer, token, nonce, credential, notification. */
export function addIssuanceRoutes(
  router: Router,
  context: IssuerContext,
  options: { requestsPerMinute: number },
): void {
  router.get('/t/:tenant/offers/:offerId', async (request, response) => {
    const offer = await readOffer(context, { tenant: tenantOf(request), offerId: String(request.params.offerId) });
    response.set('Cache-Control', 'no-store').json(zCredentialOffer.parse(offer));
  });
  router.post(
    '/t/:tenant/token',
    limitRate({ clock: context.clock, max: options.requestsPerMinute, windowSeconds: 60 }),
    handleOauth('invalid_request', async (request, response) => {
      const grant = (request.body as { grant_type?: unknown } | undefined)?.grant_type;
      if (typeof grant === 'string' && grant !== PRE_AUTHORIZED_CODE_GRANT) {
        throw new IssuanceError('ERR_ISSUANCE_GRANT_TYPE', 'Only the pre-authorized code grant is supported.');
      }
      const body = parseBody(zTokenRequest, request);
      const token = await redeemOffer(context, {
        tenant: tenantOf(request),
        code: body['pre-authorized_code'],
        txCode: body.tx_code,
      });
      response.json(zTokenResponse.parse(token));
    }),
  );
  router.post(
    '/t/:tenant/nonce',
    handleOauth('invalid_request', async (request, response) => {
      const tenant = await requireTenant(context.store, tenantOf(request));
      response.json(await createNonce(context, { tenant: tenant.slug }));
    }),
  );
  router.post(
    '/t/:tenant/credential',
    handleOauth('invalid_credential_request', async (request, response) => {
      const tenant = await requireTenant(context.store, tenantOf(request));
      const accessToken = readBearer(request);
      if (accessToken === '') throw new IssuanceError('ERR_ISSUANCE_TOKEN', 'An access token is needed.');
      const body = request.body as { proofs?: unknown } | undefined;
      if (typeof body === 'object' && body !== null && body.proofs === undefined) {
        throw new IssuanceError('ERR_ISSUANCE_PROOF', 'A key proof is needed.');
      }
      const answer = await issueCredentials(context, {
        tenant,
        accessToken,
        request: parseBody(zCredentialRequest, request),
      });
      response.json(zCredentialResponse.parse(answer));
    }),
  );
  router.post(
    '/t/:tenant/notification',
    handleOauth('invalid_notification_request', async (request, response) => {
      const accessToken = readBearer(request);
      if (accessToken === '') throw new IssuanceError('ERR_ISSUANCE_TOKEN', 'An access token is needed.');
      const body = parseBody(zNotificationRequest, request);
      const { notification_id: notificationId, event } = body;
      await recordNotification(context, { tenant: tenantOf(request), accessToken, notificationId, event });
      response.status(204).end();
    }),
  );
}
