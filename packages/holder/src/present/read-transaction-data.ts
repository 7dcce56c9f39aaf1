import { base64UrlToBytes, parseStrictJson } from '@postern/primitives';
import { type AuthorizationRequest, type TermsTransactionData, zTermsTransactionData } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { decodeText } from '../http/fetch-json.ts';

/** What the person agrees to together with the presentation; `text` is hashed as it was received. */
export type RequestedTerms = { text: string; terms: TermsTransactionData };

/**
 * Reads `transaction_data` (OpenID4VP 1.0 §8.4). A wallet that does not understand a type must not answer.
 *
 * @throws {HolderError} ERR_REQUEST_TRANSACTION_DATA unknown type, another hash, or for no SD-JWT VC of the query
 */
export function readTransactionData(request: AuthorizationRequest): RequestedTerms[] {
  const presentable = new Set(
    request.dcql_query.credentials.filter(({ format }) => format === 'dc+sd-jwt').map(({ id }) => id),
  );
  return (request.transaction_data ?? []).map((text): RequestedTerms => {
    let value: unknown;
    try {
      value = parseStrictJson(decodeText(base64UrlToBytes(text)));
    } catch (cause) {
      throw new HolderError('ERR_REQUEST_TRANSACTION_DATA', 'What is to be agreed to cannot be read.', { cause });
    }
    const parsed = zTermsTransactionData.safeParse(value);
    if (!parsed.success || !parsed.data.credential_ids.every((id) => presentable.has(id))) {
      throw new HolderError('ERR_REQUEST_TRANSACTION_DATA', 'What is to be agreed to is not known to this wallet.');
    }
    return { text, terms: parsed.data };
  });
}
