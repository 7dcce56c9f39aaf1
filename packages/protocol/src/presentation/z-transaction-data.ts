import { z } from 'zod';

import { nullAsAbsent } from '../common/null-as-absent.ts';
import { zDcqlId } from './z-dcql-query.ts';

/** Our type: the person agrees to a text, named by its hash, together with the presentation. */
export const TERMS_TRANSACTION_TYPE = 'urn:postern:transaction:terms:1';

/** What a member of `transaction_data` holds under its base64url (OpenID4VP 1.0 §5.1, §8.4). */
export const zTransactionData = z.looseObject({
  type: z.string().min(1),
  /** Queries whose presentation must carry the hash; one of them is enough. */
  credential_ids: z.array(zDcqlId).min(1),
  transaction_data_hashes_alg: nullAsAbsent(z.array(z.string()).min(1)),
});
export type TransactionData = z.infer<typeof zTransactionData>;

/** Where a text can be read. Wallets show it as a link, so nothing that runs or hides in one. */
export const zTermsUri = z.url({ protocol: /^https?$/ }).max(500);

/** Consent to a text: where it is, what it hashes to, and what the wallet shows as its title. */
export const zTermsTransactionData = z.strictObject({
  type: z.literal(TERMS_TRANSACTION_TYPE),
  credential_ids: z.array(zDcqlId).min(1),
  transaction_data_hashes_alg: nullAsAbsent(z.array(z.literal('sha-256')).min(1)),
  title: z.string().min(1).max(200),
  /** Where the text can be read. */
  uri: zTermsUri,
  /** SHA-256 of the text's bytes, base64url. */
  sha256: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type TermsTransactionData = z.infer<typeof zTermsTransactionData>;
