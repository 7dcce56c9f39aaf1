import type { PushedAuthorizationResponse } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { AuthorizationTerms } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';

const REQUEST_URI_PREFIX = 'urn:ietf:params:oauth:request_uri:';
/** Life of a pushed request and of the page that it opens, seconds. */
const PUSHED_LIFE_SECONDS = 60;
const PAGE_LIFE_SECONDS = 600;

/** Stores a checked request under a `request_uri` that works once, for a minute (RFC 9126 §2.2). */
export async function pushAuthorizationRequest(
  context: IssuerContext,
  options: { tenant: string; terms: AuthorizationTerms },
): Promise<PushedAuthorizationResponse> {
  const reference = await addRequest(context, { ...options, kind: 'pushed', lifeSeconds: PUSHED_LIFE_SECONDS });
  return { request_uri: `${REQUEST_URI_PREFIX}${reference}`, expires_in: PUSHED_LIFE_SECONDS };
}

/** The request behind a `request_uri`, which is used up; null when there is none for this client. */
export async function takePushedRequest(
  context: IssuerContext,
  options: { tenant: string; requestUri: string; clientId: string },
): Promise<AuthorizationTerms | null> {
  const { tenant, requestUri, clientId } = options;
  if (!requestUri.startsWith(REQUEST_URI_PREFIX)) return null;
  const requestHash = await hashToken(requestUri.slice(REQUEST_URI_PREFIX.length));
  const now = context.clock.now();
  const taken = await context.store.transaction((transaction) =>
    transaction.takeAuthorizationRequest({ tenant, kind: 'pushed', requestHash, now }),
  );
  return taken === null || taken.request.clientId !== clientId ? null : taken.request;
}

/** Opens the page on which the person answers; the returned handle is the page's secret, good for one answer. */
export async function openAuthorizationPage(
  context: IssuerContext,
  options: { tenant: string; terms: AuthorizationTerms },
): Promise<string> {
  return addRequest(context, { ...options, kind: 'page', lifeSeconds: PAGE_LIFE_SECONDS });
}

async function addRequest(
  context: IssuerContext,
  options: { tenant: string; terms: AuthorizationTerms; kind: 'pushed' | 'page'; lifeSeconds: number },
): Promise<string> {
  const { tenant, terms, kind, lifeSeconds } = options;
  const reference = createToken(context.random);
  const requestHash = await hashToken(reference);
  await context.store.transaction((transaction) =>
    transaction.addAuthorizationRequest({
      requestHash,
      tenant,
      kind,
      request: terms,
      tries: 0,
      expiresAt: context.clock.now() + lifeSeconds,
    }),
  );
  return reference;
}
