import { HolderError } from '../error.ts';

/** The two parameters that open a wallet (OpenID4VP 1.0 §5.10). */
export type RequestLink = { clientId: string; requestUri: string };

/**
 * Reads a presentation link: the wallet's own address, `openid4vp://`, or a bare query.
 *
 * @throws {HolderError} ERR_REQUEST_LINK a parameter is missing, or the request comes by value
 */
export function parseRequestLink(link: string): RequestLink {
  const query = link.includes('?') ? link.slice(link.indexOf('?') + 1) : link;
  const parameters = new URLSearchParams(query.split('#')[0]);
  const clientId = parameters.get('client_id');
  const requestUri = parameters.get('request_uri');
  if (clientId === null || requestUri === null || parameters.has('request')) {
    throw new HolderError('ERR_REQUEST_LINK', 'The link does not hold a presentation request by reference.');
  }
  return { clientId, requestUri };
}
