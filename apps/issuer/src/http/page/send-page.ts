import type { AuthorizationTerms, Tenant, WalletClient } from '@postern/issuer';
import type { Request, Response } from 'express';

import { PAGE_STYLE_HASH } from './page-style.ts';
import { chooseLanguage, type PageLanguage } from './page-texts.ts';
import { renderAuthorizationPage, renderGonePage } from './render-page.ts';

/** Shows the page; 200 at first, 400 when the codes did not fit. */
export function sendAuthorizationPage(
  request: Request,
  response: Response,
  options: {
    tenant: Tenant;
    terms: AuthorizationTerms;
    clients: readonly WalletClient[];
    handle: string;
    collectionCode?: string;
    attemptsLeft?: number | undefined;
    outcome?: 'again';
  },
): void {
  const { tenant, terms, clients, handle, collectionCode, attemptsLeft, outcome } = options;
  const target = new URL(terms.redirectUri);
  sendHtml(response, {
    status: outcome === 'again' ? 400 : 200,
    // A browser also holds the redirect after the form against this list.
    formAction: `'self' ${target.origin === 'null' ? target.protocol : target.origin}`,
    html: renderAuthorizationPage({
      language: languageOf(request),
      bankName: tenant.name,
      receiver: describeReceiver({ target, terms, clients }),
      handle,
      asksCollectionCode: terms.issuerState === null,
      ...(collectionCode === undefined ? {} : { collectionCode }),
      ...(outcome === 'again' ? { refusal: { attemptsLeft } } : {}),
    }),
  });
}

/** The host, or the scheme of an app that has none; a registered wallet's name before it. */
function describeReceiver(options: {
  target: URL;
  terms: AuthorizationTerms;
  clients: readonly WalletClient[];
}): string {
  const { target, terms, clients } = options;
  const place = target.host === '' ? target.protocol.slice(0, -1) : target.host;
  const name = clients.find(({ clientId }) => clientId === terms.clientId)?.name;
  return name === undefined ? place : `${name} (${place})`;
}

/** Shows that a link is used, too old, or of no use. */
export function sendGonePage(request: Request, response: Response, options: { tenant: Tenant }): void {
  const html = renderGonePage({ language: languageOf(request), bankName: options.tenant.name });
  sendHtml(response, { status: 410, formAction: "'none'", html });
}

/** The reader's language. */
export function languageOf(request: Request): PageLanguage {
  return chooseLanguage(request.acceptsLanguages());
}

/** Sends a page under a policy that lets in its own style sheet and, where it has one, its own script: nothing else. */
export function sendHtml(
  response: Response,
  options: { status: number; formAction: string; html: string; scriptHash?: string },
): void {
  const { status, formAction, html, scriptHash } = options;
  const policy = [
    "default-src 'none'",
    `style-src ${PAGE_STYLE_HASH}`,
    ...(scriptHash === undefined ? [] : [`script-src ${scriptHash}`]),
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  response
    .status(status)
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy.join('; '), Vary: 'Accept-Language' })
    .type('html')
    .send(html);
}
