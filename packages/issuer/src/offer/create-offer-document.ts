import { type CredentialOffer, OFFERED_CONFIGURATION_IDS, PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { OfferRow } from '../rows.ts';
import { issuerIdentifier } from '../tenant/issuer-identifier.ts';
import type { Vault } from '../vault/create-vault.ts';
import { openCode } from './offer-secrets.ts';

/** The offer as wallets read it (OpenID4VCI 1.0 §4.1.1): both grants, the pre-authorized one with a transaction code. */
export async function createOfferDocument(options: {
  offer: OfferRow;
  settings: Pick<IssuerSettings, 'publicUrl'>;
  vault: Vault;
}): Promise<CredentialOffer> {
  const { offer, settings, vault } = options;
  return {
    credential_issuer: issuerIdentifier({ settings, tenant: offer.tenant }),
    credential_configuration_ids: [...OFFERED_CONFIGURATION_IDS],
    grants: {
      [PRE_AUTHORIZED_CODE_GRANT]: {
        'pre-authorized_code': await openCode({ vault, offer }),
        tx_code: { input_mode: 'numeric', length: 6, description: "The code on your application's status page" },
      },
      authorization_code: { issuer_state: offer.offerId },
    },
  };
}
