import {
  fetchIssuerMetadata,
  HolderError,
  type IssuerProfile,
  keepIssuance,
  listCredentials,
  listIssuances,
  startRenewal,
  type StoredCredential,
  type Vault,
} from '@postern/holder';
import { bytesToBase64Url } from '@postern/primitives';
import { startSignIn } from '../offer/start-sign-in.ts';
import type { WalletServices } from '../wallet/create-services.ts';

export type RenewalOptions = { credentialId: string; services: WalletServices; vault: Vault };

/**
 * Asks the bank for the next issue of a credential, one tab at a time: a refresh token works once.
 *
 * @returns id of the issuance that goes on from here; one that is on its way already is not begun again
 * @throws {HolderError} ERR_TOKEN_EXPIRED the bank wants a sign-in; ERR_HTTP_UNREACHABLE, ERR_ISSUER_METADATA
 */
export function beginRenewal(options: RenewalOptions): Promise<string> {
  const { credentialId, services, vault } = options;
  return navigator.locks.request(`postern-renewal-${credentialId}`, async () => {
    const running = (await listIssuances(vault)).find(({ replaces }) => replaces === credentialId);
    if (running !== undefined) return running.id;
    const { credential, issuer } = await readRenewable(options);
    const session = await startRenewal({ ...services, credential, issuer });
    const id = bytesToBase64Url(services.random.bytes(12));
    await keepIssuance(vault, { id, session, replaces: credentialId });
    return id;
  });
}

/** The same by way of the bank's sign-in, where the refresh token is not taken any more. @throws {HolderError} */
export async function signInToRenew(options: RenewalOptions): Promise<void> {
  const { issuer, configurationIds } = await readRenewable(options);
  await startSignIn({ ...options, issuer, configurationIds, replaces: options.credentialId });
}

/** From the vault, not from the page: another tab may have used the refresh token that the page knows. */
async function readRenewable({ credentialId, services, vault }: RenewalOptions): Promise<{
  credential: StoredCredential;
  issuer: IssuerProfile;
  configurationIds: readonly string[];
}> {
  const credential = (await listCredentials(vault)).find(({ id }) => id === credentialId);
  if (credential?.renewal === undefined) throw new HolderError('ERR_TOKEN_EXPIRED', 'There is nothing to renew with.');
  const { authorizationServer, configurationIds } = credential.renewal;
  const credentialIssuer = credential.issuer.identifier;
  const issuer = await fetchIssuerMetadata({ ...services, credentialIssuer, authorizationServer });
  return { credential, issuer, configurationIds };
}
