import { parseBody, parseQuery } from '@postern/http-service';
import {
  answerAuthorizationPage,
  AuthorizationPageError,
  checkDpop,
  createRedirect,
  denyAuthorization,
  identifyClient,
  IssuanceError,
  type IssuerContext,
  issuerIdentifier,
  openAuthorizationPage,
  pushAuthorizationRequest,
  readAuthorizationRequest,
  readRedirectUri,
  requireTenant,
  takePushedRequest,
  type AuthorizationTerms,
  type Tenant,
} from '@postern/issuer';
import { zIssuanceAuthorizationRequest, zPushedAuthorizationResponse } from '@postern/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';

import type { RequestLimits } from './limit-requests.ts';
import { sendAuthorizationPage, sendGonePage } from './page/send-page.ts';
import { readAttestation, readRequestProof } from './read-credentials.ts';
import { tenantOf } from './route-inputs.ts';
import { handleOauth, wireCodeOf } from './send-oauth-error.ts';

const zPageAnswer = z.strictObject({
  handle: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  answer: z.enum(['allow', 'deny']),
  collection_code: z.string().max(64).optional(),
  tx_code: z.string().max(64).optional(),
});

const zMaybePushed = z.looseObject({ request_uri: z.unknown().optional() });
const zByReference = z.looseObject({
  request_uri: z.string().max(500).optional(),
  client_id: z.string().max(500).default(''),
});

/** Pushed authorization requests and the page on which the person answers. */
export function addAuthorizationRoutes(router: Router, context: IssuerContext, limits: RequestLimits): void {
  const { settings } = context;
  const bankOf = (request: Request): Promise<Tenant> => requireTenant(context, tenantOf(request));

  router.post(
    '/t/:tenant/par',
    handleOauth(
      { context, limits, limit: 'par', malformed: 'invalid_request', kind: 'authorization-server' },
      async (request, response) => {
        const tenant = await bankOf(request);
        const { request_uri: nested } = parseBody(zMaybePushed, request);
        if (nested !== undefined) throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'A request_uri is not pushed.');
        const params = parseBody(zIssuanceAuthorizationRequest, request);
        const jkt = await checkDpop(context, { tenant: tenant.slug, request: readRequestProof(context, request) });
        await identifyClient(context, { tenant, clientId: params.client_id, presented: readAttestation(request) });
        const issuer = issuerIdentifier({ settings, tenant: tenant.slug });
        const terms = readAuthorizationRequest({ params, issuer, jkt, clients: settings.clients });
        const pushed = await pushAuthorizationRequest(context, { tenant: tenant.slug, terms });
        response.status(201).json(zPushedAuthorizationResponse.parse(pushed));
      },
    ),
  );

  router.get('/t/:tenant/authorize', limits.before('authorize'), async (request, response) => {
    const tenant = await bankOf(request);
    const terms = await readTerms(context, { request, response, tenant });
    if (terms === undefined) return;
    if (terms === null) {
      sendGonePage(request, response, { tenant });
      return;
    }
    const handle = await openAuthorizationPage(context, { tenant: tenant.slug, terms });
    sendAuthorizationPage(request, response, { tenant, terms, handle, clients: settings.clients });
  });

  router.post('/t/:tenant/authorize', limits.before('authorize'), async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const tenant = await bankOf(request);
    try {
      const { handle, answer, collection_code, tx_code } = parseBody(zPageAnswer, request);
      if (answer === 'deny') {
        response.redirect(303, await denyAuthorization(context, { tenant: tenant.slug, handle }));
        return;
      }
      const collectionCode = collection_code ?? '';
      const txCode = (tx_code ?? '').replaceAll(/\s/g, '');
      const result = await answerAuthorizationPage(context, { tenant: tenant.slug, handle, collectionCode, txCode });
      if (result.outcome === 'redirect') response.redirect(303, result.location);
      else
        sendAuthorizationPage(request, response, {
          tenant,
          handle,
          collectionCode,
          clients: settings.clients,
          ...result,
        });
    } catch (error) {
      if (!(error instanceof AuthorizationPageError)) throw error;
      sendGonePage(request, response, { tenant });
    }
  });
}

/**
 * The request that a browser brings: by `request_uri`, or in the query where the bank allows it. Once the address to
 * answer to is good, refusals go there (RFC 6749 §4.1.2.1); undefined then, null where nothing can be answered.
 */
async function readTerms(
  context: IssuerContext,
  options: { request: Request; response: Response; tenant: Tenant },
): Promise<AuthorizationTerms | null | undefined> {
  const { request, response, tenant } = options;
  const { request_uri: requestUri, client_id: client } = parseQuery(zByReference, request);
  if (requestUri !== undefined) {
    return takePushedRequest(context, { tenant: tenant.slug, requestUri, clientId: client });
  }
  const params = parseQuery(zIssuanceAuthorizationRequest, request);
  const { clients } = context.settings;
  try {
    readRedirectUri({ redirectUri: params.redirect_uri, clientId: params.client_id, clients });
  } catch {
    return null;
  }
  try {
    if (tenant.policy.haip || tenant.policy.clientAttestation === 'required') {
      throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'This bank takes pushed authorization requests only.');
    }
    const issuer = issuerIdentifier({ settings: context.settings, tenant: tenant.slug });
    return readAuthorizationRequest({ params, issuer, jkt: null, clients });
  } catch (error) {
    if (!(error instanceof IssuanceError)) throw error;
    const to = { redirectUri: params.redirect_uri, state: params.state ?? null };
    const answer = { error: wireCodeOf(error) };
    response.redirect(303, createRedirect({ settings: context.settings, tenant: tenant.slug, to, answer }));
    return undefined;
  }
}
