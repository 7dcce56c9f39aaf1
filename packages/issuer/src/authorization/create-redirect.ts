import type { OauthErrorCode } from '../error.ts';
import type { IssuerSettings } from '../ports.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';

/** Address of the wallet with the answer in its query, always with `iss` (RFC 9207) and the wallet's own `state`. */
export function createRedirect(options: {
  settings: Pick<IssuerSettings, 'publicUrl'>;
  tenant: string;
  to: { redirectUri: string; state: string | null };
  answer: { code: string } | { error: OauthErrorCode };
}): string {
  const { to, answer } = options;
  const url = new URL(to.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (to.state !== null) url.searchParams.set('state', to.state);
  url.searchParams.set('iss', issuerIdentifier(options));
  return url.toString();
}
