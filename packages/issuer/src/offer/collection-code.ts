import { base64UrlToBytes } from '@postern/primitives';

import type { Vault } from '../vault/create-vault.ts';

/** Crockford's alphabet: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The short code of an offer, 40 bits, `XXXX-XXXX`: names the offer where a person types it. It follows from the offer's
 * id under our key, so it is not stored; alone it opens nothing.
 */
export async function readCollectionCode(options: { vault: Vault; offerId: string }): Promise<string> {
  const digest = base64UrlToBytes(await options.vault.digest('collection-code', options.offerId));
  let value = digest.subarray(0, 5).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let code = '';
  for (let position = 0; position < 8; position += 1) {
    code = ALPHABET[Number(value & 31n)]! + code;
    value >>= 5n;
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** How a typed code is looked up: letters of any case, look-alikes and separators do not matter. */
export async function hashCollectionCode(options: {
  vault: Vault;
  tenant: string;
  collectionCode: string;
}): Promise<string> {
  const { vault, tenant, collectionCode } = options;
  const normal = collectionCode
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return vault.digest('collection-hash', `${tenant}|${normal}`);
}
