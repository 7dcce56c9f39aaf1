import { IssuanceError } from '../error.ts';

/**
 * Whether a client wants tokens for this issuer (RFC 8707 §2, OpenID4VCI 1.0 §5.1.2). A stranger's metadata may name us
 * as its authorization server: tokens that were asked for in its name would be shown to it.
 *
 * @param options.resource as it came, if it came; anything but our identifier is refused
 * @throws {IssuanceError} `ERR_ISSUANCE_RESOURCE`
 */
export function assertResource(options: { resource: unknown; issuer: string }): void {
  const { resource, issuer } = options;
  if (resource === undefined || resource === issuer) return;
  throw new IssuanceError('ERR_ISSUANCE_RESOURCE', 'Tokens are given for this issuer only.');
}
