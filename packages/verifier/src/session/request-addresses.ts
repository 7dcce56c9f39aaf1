import type { AuthorizationRequest } from '@postern/protocol';

/** Address of a session's request object. */
export function requestUri(options: { publicUrl: string; slug: string; requestId: string }): string {
  return `${options.publicUrl}/p/${options.slug}/requests/${options.requestId}`;
}

/** The same request as wallets can read it that know none of our own formats. */
export function commonRequestUri(options: { publicUrl: string; slug: string; requestId: string }): string {
  return `${requestUri(options)}/common`;
}

/** Address that takes the answer to a request. */
export function responseUri(options: { publicUrl: string; slug: string; requestId: string }): string {
  return `${options.publicUrl}/p/${options.slug}/responses/${options.requestId}`;
}

/** Link that opens the wallet on a request by reference (OpenID4VP 1.0 §5.10). */
export function walletUrl(options: {
  walletPublicUrl: string;
  clientId: string;
  requestUri: string;
  requestUriMethod?: 'get' | 'post' | undefined;
}): string {
  const url = new URL('/present', options.walletPublicUrl);
  url.searchParams.set('client_id', options.clientId);
  url.searchParams.set('request_uri', options.requestUri);
  if (options.requestUriMethod === 'post') url.searchParams.set('request_uri_method', 'post');
  return url.toString();
}

/** The same link under the scheme that wallets of any maker register for. */
export function openid4vpUrl(walletUrlText: string): string {
  return `openid4vp://${new URL(walletUrlText).search}`;
}

/** Link with the whole unsigned request in it (§5.4): objects as JSON texts. */
export function walletUrlByValue(options: { walletPublicUrl: string; request: AuthorizationRequest }): string {
  const url = new URL('/present', options.walletPublicUrl);
  for (const [name, value] of Object.entries(options.request)) {
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return url.toString();
}
