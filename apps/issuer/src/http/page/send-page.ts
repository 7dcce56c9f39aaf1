import type { AuthorizationTerms, Tenant } from '@postern/issuer';
import type { Request, Response } from 'express';

import { PAGE_STYLE_HASH } from './page-style.ts';
import { chooseLanguage } from './page-texts.ts';
import { renderAuthorizationPage, renderGonePage } from './render-page.ts';

/** Shows the page; 200 at first, 400 when the codes did not fit. */
export function sendAuthorizationPage(
  request: Request,
  response: Response,
  options: {
    tenant: Tenant;
    terms: AuthorizationTerms;
    handle: string;
    collectionCode?: string;
    attemptsLeft?: number | undefined;
    outcome?: 'again';
  },
): void {
  const { tenant, terms, handle, collectionCode, attemptsLeft, outcome } = options;
  const target = new URL(terms.redirectUri);
  send(response, {
    status: outcome === 'again' ? 400 : 200,
    // A browser also holds the redirect after the form against this list.
    formAction: `'self' ${target.origin}`,
    html: renderAuthorizationPage({
      language: languageOf(request),
      bankName: tenant.name,
      receiver: target.host,
      handle,
      asksCollectionCode: terms.issuerState === null,
      ...(collectionCode === undefined ? {} : { collectionCode }),
      ...(outcome === 'again' ? { refusal: { attemptsLeft } } : {}),
    }),
  });
}

/** Shows that a link is used, too old, or of no use. */
export function sendGonePage(request: Request, response: Response, options: { tenant: Tenant }): void {
  const html = renderGonePage({ language: languageOf(request), bankName: options.tenant.name });
  send(response, { status: 410, formAction: "'none'", html });
}

function languageOf(request: Request) {
  return chooseLanguage(request.acceptsLanguages());
}

function send(response: Response, options: { status: number; formAction: string; html: string }): void {
  const policy = [
    "default-src 'none'",
    `style-src ${PAGE_STYLE_HASH}`,
    `form-action ${options.formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  response
    .status(options.status)
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy.join('; '), Vary: 'Accept-Language' })
    .type('html')
    .send(options.html);
}
