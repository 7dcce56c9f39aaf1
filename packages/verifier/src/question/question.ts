import type { ClientIdPrefix, DcqlQuery } from '@postern/protocol';

/** What a session asks, fixed when it is opened. Nothing of it comes from the wallet. */
export type Question = {
  dcqlQuery: DcqlQuery;
  /** By query id: issuers accepted there, each also trusted by the protocol when the answer comes. */
  issuers: Readonly<Record<string, readonly string[]>>;
  clientIdPrefix: ClientIdPrefix;
  /** Base64url texts as they go into the request and under the hash. */
  transactionData: readonly string[];
  /** `same`: credentials shown together must belong to one person. */
  subjects: 'same' | 'any';
};

/** Stands for "a certificate chain that ends at one of the protocol's trust anchors" in lists of issuers. */
export const X509_ISSUER = 'x509';
