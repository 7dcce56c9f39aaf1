import type { OfferRow } from '../rows.ts';
import type { Vault } from '../vault/create-vault.ts';

const PURPOSE = 'offer';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export async function sealOfferSecret(options: {
  vault: Vault;
  offerId: string;
  kind: 'code' | 'tx-code';
  value: string;
}): Promise<Uint8Array> {
  const { vault, offerId, kind, value } = options;
  return vault.seal({ purpose: PURPOSE, context: `${kind}:${offerId}`, plaintext: new TextEncoder().encode(value) });
}

/** The pre-authorized code, as the offer document carries it. */
export async function openCode(options: { vault: Vault; offer: OfferRow }): Promise<string> {
  const { vault, offer } = options;
  return text(await vault.open({ purpose: PURPOSE, context: `code:${offer.offerId}`, sealed: offer.sealedCode }));
}

/** The transaction code, as the applicant's page shows it. */
export async function openTxCode(options: { vault: Vault; offer: OfferRow }): Promise<string> {
  const { vault, offer } = options;
  return text(await vault.open({ purpose: PURPOSE, context: `tx-code:${offer.offerId}`, sealed: offer.sealedTxCode }));
}
