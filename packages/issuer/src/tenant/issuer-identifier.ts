import type { IssuerSettings } from '../ports.ts';

/** Credential issuer identifier of a tenant (OpenID4VCI 1.0 §12.2.1). */
export function issuerIdentifier(options: { settings: Pick<IssuerSettings, 'publicUrl'>; tenant: string }): string {
  return `${options.settings.publicUrl}/t/${options.tenant}`;
}

/** Alias under which the DID is made: host with an escaped port, then the path parts (did:web §3.2). */
export function didWebAlias(options: { settings: Pick<IssuerSettings, 'publicUrl'>; tenant: string }): string {
  return `${new URL(options.settings.publicUrl).host.replace(':', '%3A')}:t:${options.tenant}`;
}

/** Addresses of a tenant's status lists. */
export function statusListUrls(options: {
  settings: Pick<IssuerSettings, 'publicUrl'>;
  tenant: string;
  listId: number;
}): Record<'revocation' | 'suspension' | 'combined' | 'revocation2' | 'suspension2' | 'token' | 'bits', string> {
  const base = `${issuerIdentifier(options)}/status`;
  return {
    revocation: `${base}/revocation/${options.listId}`,
    suspension: `${base}/suspension/${options.listId}`,
    // Revoked or suspended: a VCDM 1.1 credential names one list.
    combined: `${base}/combined/${options.listId}`,
    // The same bits for VCDM 2.0: a list is secured as the credentials that point to it are.
    revocation2: `${base}/v2/revocation/${options.listId}`,
    suspension2: `${base}/v2/suspension/${options.listId}`,
    token: `${base}/token/${options.listId}`,
    bits: `${base}/bits/${options.listId}`,
  };
}
