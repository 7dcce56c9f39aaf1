import { assertUrlAllowed } from '../http/assert-url-allowed.ts';

/** did:web that an issuer identifier stands for: same host, port and path (did:web §3.1). */
export function didOfIssuer(credentialIssuer: string): string {
  const url = assertUrlAllowed(credentialIssuer);
  const path = url.pathname.split('/').filter((part) => part !== '');
  return ['did', 'web', url.host.replace(':', '%3A'), ...path].join(':');
}
