import { type IssuerProfile, keepAuthorization, startAuthorization, type Vault } from '@postern/holder';
import type { WalletServices } from '../wallet/create-services.ts';

/**
 * Sends the person to the issuer's sign-in; what the way back is checked against is kept first.
 *
 * @throws {HolderError} ERR_ISSUER_UNSUPPORTED the issuer takes no sign-in, ERR_AUTHORIZATION_DENIED
 */
export async function startSignIn(options: {
  issuer: IssuerProfile;
  configurationIds: readonly string[];
  /** From an offer. */
  issuerState?: string | undefined;
  /** Id of the credential whose place the new one takes. */
  replaces?: string;
  services: WalletServices;
  vault: Vault;
}): Promise<void> {
  const { issuer, configurationIds, issuerState, replaces, services, vault } = options;
  const { authorizationUrl, pending } = await startAuthorization({
    issuer,
    configurationIds,
    issuerState,
    clientId: location.origin,
    redirectUri: `${location.origin}/authorized`,
    ...services,
  });
  await keepAuthorization(vault, { ...pending, replaces });
  location.assign(authorizationUrl);
}
