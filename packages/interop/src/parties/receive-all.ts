import {
  createHttpClient,
  fetchCredentialOffer,
  fetchIssuerMetadata,
  type RegistryReader,
  receiveCredentials,
  type StoredCredential,
} from '@postern/holder';

import { systemParts } from '../support/system-parts.ts';
import type { ApprovedCase } from './start-bank.ts';

/** Our holder takes everything that the bank offers; the seal only with a secret of its own and the chain to check it by. */
export async function receiveAll(
  approved: ApprovedCase,
  sealing: { holderSecret?: bigint; chain?: RegistryReader } = {},
): Promise<StoredCredential> {
  const { offerLink: link, transactionCode } = approved;
  const http = createHttpClient({ fetch });
  const offer = await fetchCredentialOffer({ link, http });
  const issuer = await fetchIssuerMetadata({ ...offer, http });
  const result = await receiveCredentials({
    ...{ ...systemParts, ...sealing, http },
    ...{ offer, issuer, transactionCode, copies: 2 },
    keep: async () => {},
  });
  if (result.state !== 'received') throw new Error(result.state);
  return result.credential;
}
