import { IssuerKeyError } from './issuer-key-error.ts';

/**
 * URL of an issuer's JWT VC Issuer Metadata (draft-ietf-oauth-sd-jwt-vc §5.1): the well-known part stands between host
 * and path, the path without its last slash.
 *
 * @throws {IssuerKeyError} not an https URL, or with query, fragment or user
 */
export function jwtVcIssuerUrl(options: { issuer: string; allowLoopbackHttp: boolean }): string {
  const url = parseIssuerUrl(options);
  return `${url.origin}/.well-known/jwt-vc-issuer${url.pathname.replace(/\/$/, '')}`;
}

/**
 * An issuer identifier as URL, in the one spelling that it has.
 *
 * @throws {IssuerKeyError}
 */
export function parseIssuerUrl(options: { issuer: string; allowLoopbackHttp: boolean }): URL {
  const { issuer, allowLoopbackHttp } = options;
  let url: URL;
  try {
    url = new URL(issuer);
  } catch (cause) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_ISSUER', 'The issuer is not a URL.', { cause });
  }
  const secure = url.protocol === 'https:' || (allowLoopbackHttp && isLoopback(url));
  const spelled = issuer === url.href || `${issuer}/` === url.href;
  if (!secure || !spelled || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new IssuerKeyError('ERR_ISSUER_KEY_ISSUER', 'Expected an https URL without query and fragment.');
  }
  return url;
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1');
}
