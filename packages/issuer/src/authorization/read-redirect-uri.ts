import { IssuanceError } from '../error.ts';
import type { WalletClient } from '../ports.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Private-use scheme: a domain name of the app's maker, reversed (RFC 8252 §7.1); so never `javascript` or `data`. */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/;

/**
 * Where answers to an authorization request go. Nothing may be sent there before this has passed. Apps are named by an
 * https link that they claimed, a private-use scheme or a port of this machine (RFC 8252 §7); PKCE is demanded of all. A
 * registered client is answered at its registered addresses only, on whatever port of this machine.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_REQUEST` none of these, or not an address of that client
 */
export function readRedirectUri(options: {
  redirectUri: string;
  clientId: string;
  clients: readonly WalletClient[];
}): URL {
  const { redirectUri, clientId, clients } = options;
  const refused = new IssuanceError('ERR_ISSUANCE_REQUEST', 'The redirect_uri is not one that is answered at.');
  if (!URL.canParse(redirectUri)) throw refused;
  const url = new URL(redirectUri);
  const isKnownKind = url.protocol === 'https:' || isLoopback(url) || PRIVATE_USE.test(url.protocol);
  if (!isKnownKind || url.username !== '' || url.password !== '' || redirectUri.includes('#')) throw refused;
  const registered = clients.find((client) => client.clientId === clientId)?.redirectUris;
  if (registered?.some((known) => isSameAddress(known, redirectUri)) === false) throw refused;
  return url;
}

/** Apps listen on a port that they get at run time (RFC 8252 §7.3); everything else is compared as it stands. */
function isSameAddress(known: string, given: string): boolean {
  const [left, right] = [new URL(known), new URL(given)];
  if (!isLoopback(left) || !isLoopback(right)) return known === given;
  left.port = right.port;
  return left.href === right.href;
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK.has(url.hostname);
}
