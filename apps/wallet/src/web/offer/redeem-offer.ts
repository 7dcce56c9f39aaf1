import {
  createIssuanceSession,
  type IssuerProfile,
  keepIssuance,
  type OpenOffer,
  requestToken,
  type SteadyVault,
} from '@postern/holder';
import type { WalletServices } from '../wallet/create-services.ts';

/**
 * Hands the code in and keeps what the receiving goes on with under the given id. A code works once, so that the store is
 * tried first; if it fails later all the same, the tokens are in memory, and are written once there is room.
 *
 * @throws {HolderError} ERR_STORAGE_FULL, ERR_STORAGE_CLOSED, ERR_STORAGE_FAILED before anything was sent; or refused
 */
export async function redeemOffer(options: {
  offer: OpenOffer;
  issuer: IssuerProfile;
  transactionCode: string | undefined;
  issuanceId: string;
  services: WalletServices;
  vault: SteadyVault;
}): Promise<void> {
  const { offer, issuer, transactionCode, issuanceId, services, vault } = options;
  await vault.probe();
  const tokens = await requestToken({ offer, issuer, transactionCode, clientId: location.origin, ...services });
  const { configurationIds } = offer;
  const session = createIssuanceSession({ issuer, tokens, configurationIds, now: services.clock.now() });
  await keepIssuance(vault, { id: issuanceId, session });
}
