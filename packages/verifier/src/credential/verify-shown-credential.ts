import type { ResolveIssuerKey } from '@postern/credential';
import {
  type ClaimsCredentialQuery,
  CREDENTIAL_EFFECT_SECONDS,
  isTypeAsked,
  matchClaims,
  type PresentedCredential,
} from '@postern/protocol';

import { matchAuthorities } from '../dcql/match-authorities.ts';
import { PolicyRefusalError, PresentationMismatchError } from '../errors.ts';
import type { Clock, SecondOpinions, StatusReader, TrustDocuments } from '../ports.ts';
import { describeFreshness } from '../session/describe-freshness.ts';
import { createTrustedKeyResolver, type IssuerTrust } from './resolve-issuer-key.ts';
import type { ShownCredential } from './shown-credential.ts';
import { translateFault } from './translate-fault.ts';
import { verifyShownSdJwt } from './verify-shown-sd-jwt.ts';
import { verifyShownW3c } from './verify-shown-w3c.ts';

export type ShownPorts = {
  documents: TrustDocuments;
  status: StatusReader;
  secondOpinions: SecondOpinions;
  clock: Clock;
};

export type VerifyShownCredentialOptions = {
  query: ClaimsCredentialQuery;
  /** As it came from outside. */
  given: unknown;
  trust: IssuerTrust;
  /** Our whole client identifier with its prefix, or `origin:` and the page's origin. */
  audience: string;
  nonce: string;
  /** What this query's credential may confirm. */
  transactionData: readonly string[];
  ports: ShownPorts;
};

/** What the check of one format gets. */
export type VerifyShownOptions = {
  presentation: string;
  audience: string;
  nonce: string;
  now: number;
  trust: IssuerTrust;
  transactionData: readonly string[];
  resolveIssuerKey: ResolveIssuerKey;
  ports: ShownPorts;
};

/**
 * Decides whether one presentation answers one credential query, in the order of OpenID4VP 1.0 §8.6: format, issuer by
 * trust, signatures, holder binding, disclosures, times, status; then the question: type, authorities, claims, values.
 *
 * @throws {PresentationMismatchError} the presentation is false, stale, or made for somebody else
 * @throws {PolicyRefusalError} it may stand and is not accepted: issuer, status, value
 * @throws {VerifierUnavailableError} a document or status list could not be had, or a second opinion disagrees: nothing
 *   was decided
 */
export async function verifyShownCredential(
  options: VerifyShownCredentialOptions,
): Promise<{ shown: ShownCredential; presented: PresentedCredential }> {
  const { query, given, trust, audience, nonce, transactionData, ports } = options;
  if (typeof given !== 'string') {
    throw new PresentationMismatchError('ERR_PRESENTATION_FORMAT', 'The presentation is of another format than asked.');
  }
  const now = ports.clock.now();
  const resolveIssuerKey = createTrustedKeyResolver({ trust, documents: ports.documents });
  const check = query.format === 'dc+sd-jwt' ? verifyShownSdJwt : verifyShownW3c(query.format);
  const shown = await check({
    presentation: given,
    audience,
    nonce,
    now,
    trust,
    transactionData,
    resolveIssuerKey,
    ports,
  }).catch((error: unknown) => {
    throw translateFault(error);
  });
  assertTypeAsked(query, shown);
  if (!matchAuthorities({ authorities: query.trusted_authorities, certificate: shown.certificate })) {
    throw new PolicyRefusalError('ERR_POLICY_ISSUER_UNTRUSTED', 'The issuer of the credential is not accepted here.');
  }
  return { shown, presented: createPresented({ query, shown, now: ports.clock.now() }) };
}

function assertTypeAsked(query: ClaimsCredentialQuery, { types }: ShownCredential): void {
  if (!isTypeAsked(query, types))
    throw new PresentationMismatchError('ERR_PRESENTATION_TYPE', 'The credential is of another type.');
}

function createPresented(options: {
  query: ClaimsCredentialQuery;
  shown: ShownCredential;
  now: number;
}): PresentedCredential {
  const { query, shown, now } = options;
  const result = matchClaims({ query, claims: shown.claims });
  if ('unmet' in result) {
    throw result.unmet === 'value'
      ? new PolicyRefusalError('ERR_POLICY_CLAIM_VALUE', 'A claim has a value that is not accepted.')
      : new PresentationMismatchError('ERR_PRESENTATION_CLAIM_MISSING', 'A claim that was asked is missing.');
  }
  return {
    id: query.id,
    format: query.format,
    issuer: shown.issuer,
    claims: result.matched,
    ...(shown.expiresAt !== undefined && { validUntil: shown.expiresAt }),
    ...(shown.statusAsOf !== undefined && {
      status: describeFreshness({ asOf: shown.statusAsOf, now, bound: CREDENTIAL_EFFECT_SECONDS }),
    }),
  };
}
