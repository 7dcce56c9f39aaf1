import {
  createIssuanceSession,
  type IssuerProfile,
  keepIssuance,
  type OpenOffer,
  requestToken,
  type Vault,
} from '@postern/holder';
import type { WalletServices } from '../wallet/create-services.ts';

/** Hands the code in and keeps what the receiving goes on with under the given id. @throws {HolderError} refused */
export async function redeemOffer(options: {
  offer: OpenOffer;
  issuer: IssuerProfile;
  transactionCode: string | undefined;
  issuanceId: string;
  services: WalletServices;
  vault: Vault;
}): Promise<void> {
  const { offer, issuer, transactionCode, issuanceId, services, vault } = options;
  const tokens = await requestToken({ offer, issuer, transactionCode, clientId: location.origin, ...services });
  const { configurationIds } = offer;
  const session = createIssuanceSession({ issuer, tokens, configurationIds, now: services.clock.now() });
  await keepIssuance(vault, { id: issuanceId, session });
}
