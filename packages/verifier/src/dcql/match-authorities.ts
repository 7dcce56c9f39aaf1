import type { CertificateView } from '@postern/credential';
import type { TrustedAuthority } from '@postern/protocol';

/**
 * Whether a credential comes from one of the authorities that a query names (OpenID4VP 1.0 §6.1.1). Only `aki` can be
 * checked here: a query with other types alone is answered by nothing.
 */
export function matchAuthorities(options: {
  authorities: readonly TrustedAuthority[] | undefined;
  certificate: CertificateView | undefined;
}): boolean {
  const { authorities, certificate } = options;
  if (authorities === undefined) return true;
  const identifiers = new Set(certificate?.authorityKeyIdentifiers);
  return authorities.some(({ type, values }) => type === 'aki' && values.some((value) => identifiers.has(value)));
}
