import { parseBody } from '@postern/http-service';
import {
  assertResource,
  checkDpop,
  type GrantTerms,
  identifyClient,
  IssuanceError,
  type IssuerContext,
  issuerIdentifier,
  readAuthorizationDetails,
  redeemCode,
  redeemOffer,
  refreshTokens,
  requireTenant,
  type Tenant,
} from '@postern/issuer';
import {
  ISSUED_CONFIGURATION_IDS,
  PRE_AUTHORIZED_CODE_GRANT,
  type TokenResponse,
  zCodeTokenRequest,
  zRefreshTokenRequest,
  zTokenRequest,
  zTokenResponse,
} from '@postern/protocol';
import type { Request, Router } from 'express';
import { z } from 'zod';

import type { RequestLimits } from './limit-requests.ts';
import { readAttestation, readRequestProof } from './read-credentials.ts';
import { tenantOf } from './route-inputs.ts';
import { handleOauth } from './send-oauth-error.ts';

const zAnyGrant = z.looseObject({
  grant_type: z.string(),
  client_id: z.string().max(500).optional(),
  resource: z.unknown().optional(),
});

type Caller = { tenant: Tenant; clientId: string | null; jkt: string | null };

/** The token endpoint with its three grants. */
export function addTokenRoutes(router: Router, context: IssuerContext, limits: RequestLimits): void {
  router.post(
    '/t/:tenant/token',
    handleOauth(
      { context, limits, limit: 'token', malformed: 'invalid_request', kind: 'authorization-server' },
      async (request, response) => {
        const grants: Readonly<Record<string, (caller: Caller) => Promise<TokenResponse>>> = {
          [PRE_AUTHORIZED_CODE_GRANT]: (caller) => exchangeOffer(context, request, caller),
          authorization_code: (caller) => exchangeCode(context, request, caller),
          refresh_token: (caller) => refresh(context, request, caller),
        };
        const { grant_type: grantType, client_id: clientId, resource } = parseBody(zAnyGrant, request);
        const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
        if (grant === undefined)
          throw new IssuanceError('ERR_ISSUANCE_GRANT_TYPE', 'There is no such grant type here.');
        const tenant = await requireTenant(context, tenantOf(request));
        assertResource({ resource, issuer: issuerIdentifier({ settings: context.settings, tenant: tenant.slug }) });
        const jkt = await checkDpop(context, { tenant: tenant.slug, request: readRequestProof(context, request) });
        if (tenant.policy.haip && jkt === null) {
          throw new IssuanceError('ERR_ISSUANCE_DPOP', 'This bank binds every token to a DPoP key.');
        }
        const identified = await identifyClient(context, {
          tenant,
          clientId,
          presented: readAttestation(request),
        });
        response.json(zTokenResponse.parse(await grant({ tenant, clientId: identified, jkt })));
      },
    ),
  );
}

function exchangeOffer(context: IssuerContext, request: Request, caller: Caller): Promise<TokenResponse> {
  const body = parseBody(zTokenRequest, request);
  const { tenant, clientId, jkt } = caller;
  const issuer = issuerIdentifier({ settings: context.settings, tenant: tenant.slug });
  const details = body.authorization_details;
  const terms: GrantTerms = {
    clientId,
    jkt,
    configurationIds:
      details === undefined ? ISSUED_CONFIGURATION_IDS : readAuthorizationDetails({ text: details, issuer }),
    byIdentifier: details !== undefined,
  };
  return redeemOffer(context, {
    tenant: tenant.slug,
    code: body['pre-authorized_code'],
    txCode: body.tx_code,
    terms,
  });
}

function exchangeCode(context: IssuerContext, request: Request, caller: Caller): Promise<TokenResponse> {
  const body = parseBody(zCodeTokenRequest, request);
  return redeemCode(context, {
    tenant: caller.tenant.slug,
    code: body.code,
    redirectUri: body.redirect_uri,
    codeVerifier: body.code_verifier,
    clientId: body.client_id,
    jkt: caller.jkt,
  });
}

function refresh(context: IssuerContext, request: Request, caller: Caller): Promise<TokenResponse> {
  const body = parseBody(zRefreshTokenRequest, request);
  return refreshTokens(context, {
    tenant: caller.tenant.slug,
    refreshToken: body.refresh_token,
    clientId: caller.clientId,
    jkt: caller.jkt,
  });
}
