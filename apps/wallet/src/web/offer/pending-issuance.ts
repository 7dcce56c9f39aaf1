import { sha256 } from '@postern/credential';
import type { OpenOffer, Vault } from '@postern/holder';
import { bytesToBase64Url } from '@postern/primitives';
import { z } from 'zod';

/** What survives a reload between the redeemed offer and the kept credential. */
const zPendingIssuance = z.strictObject({
  accessToken: z.string().optional(),
  wrongCodes: z.int().nonnegative(),
});
export type PendingIssuance = z.infer<typeof zPendingIssuance>;

/** Id of the record; the code itself is not written into an id. */
async function pendingId(offer: OpenOffer): Promise<string> {
  return `pending/${bytesToBase64Url(await sha256(`${offer.credentialIssuer} ${offer.preAuthorizedCode}`))}`;
}

export async function readPendingIssuance(vault: Vault, offer: OpenOffer): Promise<PendingIssuance> {
  return zPendingIssuance.safeParse(await vault.read(await pendingId(offer))).data ?? { wrongCodes: 0 };
}

export async function updatePendingIssuance(
  vault: Vault,
  offer: OpenOffer,
  change: (current: PendingIssuance) => PendingIssuance | undefined,
): Promise<PendingIssuance | undefined> {
  return vault.update(await pendingId(offer), (current) =>
    change(zPendingIssuance.safeParse(current).data ?? { wrongCodes: 0 }),
  );
}
