import { issuanceIdOfOffer, type OpenOffer, type Vault } from '@postern/holder';
import { z } from 'zod';

const zWrongCodes = z.int().nonnegative().catch(0);

/** Counts a wrong transaction code of an offer; the count survives a reload. */
export async function countWrongCode(vault: Vault, offer: OpenOffer): Promise<number> {
  const id = `wrong-codes/${await issuanceIdOfOffer(offer)}`;
  return vault.update(id, (current) => zWrongCodes.parse(current) + 1);
}
