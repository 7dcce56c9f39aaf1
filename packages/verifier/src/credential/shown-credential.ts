import type { CertificateView, PublicJwk } from '@postern/credential';
import type { JsonValue } from '@postern/primitives';

/** A presentation whose signatures, binding and times stand; status and question are checked after this. */
export type ShownCredential = {
  /** The JWT that the issuer signed: the same credential shown twice has the same. */
  signed: string;
  issuer: string;
  /** `vct` and what else it is known by, or the types of a W3C credential. */
  types: readonly string[];
  /** What claims paths start at: the SD-JWT's payload, or the W3C credential. */
  claims: JsonValue;
  /** Key or DID that proved to hold the credential. */
  holder: PublicJwk | string;
  expiresAt: number | undefined;
  certificate: CertificateView | undefined;
  /** As of when the issuer says nothing against it, unix seconds; undefined when it names no status. */
  statusAsOf: number | undefined;
  /** Whether the presentation confirmed the question's transactions. */
  confirmsTransactions: boolean;
};
