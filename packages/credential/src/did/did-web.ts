import { DidError } from './did-document.ts';

/**
 * URL of a did:web document (did:web method specification §3.2): `%3A` is a port, further parts are a path.
 *
 * @throws {DidError} not a did:web, or a part that would leave its place in the URL
 */
export function didWebDocumentUrl(options: { did: string; allowLoopbackHttp: boolean }): string {
  const parts = options.did.split(':').slice(2);
  const valid = options.did.startsWith('did:web:') && parts.every((part) => /^[A-Za-z0-9._%-]+$/.test(part));
  const [host, ...path] = parts.map((part) => (valid ? decodePart(part) : ''));
  if (!valid || host === undefined || !/^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host) || path.some(isUnsafeSegment)) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a did:web with host and plain path parts.');
  }
  const loopback = /^localhost(:\d+)?$/.test(host);
  const scheme = loopback && options.allowLoopbackHttp ? 'http' : 'https';
  return `${scheme}://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new DidError('ERR_DID_MALFORMED', 'A part of the did:web is badly escaped.', { cause });
  }
}

function isUnsafeSegment(segment: string): boolean {
  return segment === '' || segment === '.' || segment === '..' || !/^[A-Za-z0-9._~-]+$/.test(segment);
}
