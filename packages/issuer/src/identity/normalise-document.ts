import type { ApplicationData } from '@postern/protocol';
import anyAscii from 'any-ascii';

/**
 * Issuing country and number of a document, the number in capital letters and digits only. Null for a number without
 * any: nothing is recognised by it.
 */
export function normaliseDocument(document: ApplicationData['document']): string | null {
  const number = anyAscii(document.number.normalize('NFKC'))
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  return number === '' ? null : `${document.issuingCountry.toUpperCase()}|${number}`;
}
