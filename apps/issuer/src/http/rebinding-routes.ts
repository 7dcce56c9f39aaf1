import { parseBody, parsePathParameter } from '@postern/http-service';
import {
  answerConfirmation,
  type IssuerContext,
  objectToRebinding,
  readRebinding,
  RebindingError,
  requestConfirmation,
  requireTenant,
  signConfirmationRequest,
  type Tenant,
} from '@postern/issuer';
import { zDirectPost } from '@postern/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';

import type { RequestLimits } from './limit-requests.ts';
import {
  OPENING_SCRIPT_HASH,
  renderConfirmationPage,
  renderOpeningPage,
  renderRebindingPage,
  renderUnknownPage,
} from './page/render-rebinding.ts';
import { languageOf, sendHtml } from './page/send-page.ts';
import { tenantOf } from './route-inputs.ts';

const zHolderAnswer = z.strictObject({
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  answer: z.enum(['read', 'confirm', 'object']),
});

/** The page on which a holder answers a re-binding, and the presentation that confirms it (OpenID4VP 1.0). */
export function addRebindingRoutes(router: Router, context: IssuerContext, limits: RequestLimits): void {
  const bankOf = (request: Request): Promise<Tenant> => requireTenant(context, tenantOf(request));

  router.get('/t/:tenant/rebinding/:rebindingId', limits.before('rebinding'), async (request, response) => {
    parsePathParameter(request, 'rebindingId');
    const { name: bankName } = await bankOf(request);
    const html = renderOpeningPage({ language: languageOf(request), bankName });
    sendHtml(response, { status: 200, formAction: "'self'", html, scriptHash: OPENING_SCRIPT_HASH });
  });

  router.post('/t/:tenant/rebinding/:rebindingId', limits.before('rebinding'), async (request, response) => {
    const tenant = await bankOf(request);
    const page = { language: languageOf(request), bankName: tenant.name };
    const { token, answer } = parseBody(zHolderAnswer, request);
    const link = { tenant: tenant.slug, rebindingId: parsePathParameter(request, 'rebindingId'), token };
    try {
      if (answer === 'confirm') {
        const links = await requestConfirmation(context, { ...link, tenant });
        sendPage(response, 200, renderConfirmationPage({ ...page, links, token }));
        return;
      }
      if (answer === 'object') await objectToRebinding(context, link);
      sendPage(response, 200, renderRebindingPage({ ...page, view: await readRebinding(context, link), token }));
    } catch (error) {
      if (!(error instanceof RebindingError)) throw error;
      response.locals.code = error.code;
      if (error.code !== 'ERR_REBINDING_CLOSED') sendPage(response, 404, renderUnknownPage(page));
      // It ended while the page was open: the page says how.
      else sendPage(response, 409, renderRebindingPage({ ...page, view: await readRebinding(context, link), token }));
    }
  });

  router.get('/t/:tenant/presentations/:requestId', limits.before('rebinding'), async (request, response) => {
    const tenant = await bankOf(request);
    const jws = await signConfirmationRequest(context, { tenant, requestId: parsePathParameter(request, 'requestId') });
    response.set('Cache-Control', 'no-store').type('application/oauth-authz-req+jwt').send(jws);
  });

  router.post('/t/:tenant/presentations/:requestId/response', limits.before('rebinding'), async (request, response) => {
    const tenant = await bankOf(request);
    const answer = parseBody(zDirectPost, request);
    await answerConfirmation(context, { tenant, requestId: parsePathParameter(request, 'requestId'), answer });
    response.set('Cache-Control', 'no-store').json({});
  });
}

function sendPage(response: Response, status: number, html: string): void {
  sendHtml(response, { status, formAction: "'self'", html });
}
