import { findMissingBound } from '@postern/credential';

import { PolicyRefusalError } from '../errors.ts';
import { X509_ISSUER } from '../question/question.ts';
import type { IssuerTrust } from './resolve-issuer-key.ts';

const REFUSALS = {
  expiry: 'ERR_POLICY_CREDENTIAL_WITHOUT_EXPIRY',
  date: 'ERR_POLICY_CREDENTIAL_WITHOUT_DATE',
  status: 'ERR_POLICY_CREDENTIAL_WITHOUT_STATUS',
} as const;

/**
 * A credential ends, is dated and can be ended by its issuer, unless the protocol knows that this issuer's are not: a
 * holder could have withheld what the issuer made disclosable.
 *
 * @throws {PolicyRefusalError} ERR_POLICY_CREDENTIAL_WITHOUT_…
 */
export function assertBounded(options: {
  issuer: string;
  hasStatus: boolean;
  hasExpiry: boolean;
  hasDate: boolean;
  trust: IssuerTrust;
}): void {
  const { issuer, trust } = options;
  // As the key's resolution does: an issuer that is trusted by name is judged by its name.
  const trustedAs = trust.issuers.includes(issuer) ? issuer : X509_ISSUER;
  const mayLack = trust.exceptions.find((exception) => exception.issuer === trustedAs)?.mayLack ?? [];
  const missing = findMissingBound({ ...options, mayLack });
  if (missing === undefined) return;
  throw new PolicyRefusalError(REFUSALS[missing], 'The credential lacks a limit that is asked of its issuer.');
}
