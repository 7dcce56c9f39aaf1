import type { PosternError } from '@postern/primitives';
import type { Denial } from '@postern/protocol';

type Words = { what: string; remedy: string };

const TRY_AGAIN = 'Make a new presentation in the wallet.';
const CHOOSE_OTHER = 'Show another credential.';
const RENEW = 'Get a new credential from the issuer.';
const CHECK_CLOCK = 'Check the clock of the device, then try again.';
const ASK_AGAIN = 'Start again from the site that asked.';

/** What a refusal means and what to do, by code; never a value of the person. */
const WORDS: Readonly<Record<string, Words>> = {
  ERR_PRESENTATION_MALFORMED: { what: 'The answer could not be read.', remedy: 'Update the wallet, then try again.' },
  ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE: { what: 'The answer could not be read.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_QUERY_UNKNOWN: { what: 'Something was shown that was not asked.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_INCOMPLETE: { what: 'Not everything that was asked was shown.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_TOO_MANY: { what: 'More was shown than was asked.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_FORMAT: { what: 'The presentation is of another format than asked.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_TYPE: { what: 'The credential is of another type than asked.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_CLAIM_MISSING: { what: 'A claim that was asked is missing.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_ISSUER_NAME: { what: 'The certificate is not that of the named issuer.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_TRANSACTION_MISSING: { what: 'The terms were not confirmed.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_TRANSACTION_DATA: { what: 'Other terms were confirmed than asked.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_AUDIENCE: { what: 'The presentation was made for another verifier.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_NONCE: { what: 'The presentation was made for another request.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_STALE: { what: 'The presentation was not made just now.', remedy: CHECK_CLOCK },
  ERR_PRESENTATION_HOLDER_BINDING: { what: 'The presentation is not by the credential’s holder.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_DISCLOSURE: { what: 'A disclosed value does not belong to the credential.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_CREDENTIAL_EXPIRED: { what: 'The credential has expired.', remedy: RENEW },
  ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID: {
    what: 'The credential is not valid yet.',
    remedy: 'Wait, then try again.',
  },
  ERR_PRESENTATION_CREDENTIAL_MALFORMED: { what: 'The credential could not be read.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_SIGNATURE: { what: 'A signature does not stand.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_JWT_TYPE: { what: 'A token of another kind was shown.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_ALGORITHM: { what: 'A signature uses an algorithm that is not accepted.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_CERTIFICATE: { what: 'The issuer’s certificates do not stand.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_KEY_NOT_FOUND: { what: 'A signing key could not be found.', remedy: CHOOSE_OTHER },
  ERR_PRESENTATION_STATUS_REFERENCE: { what: 'The status of the credential is nowhere.', remedy: RENEW },
  ERR_POLICY_CREDENTIAL_STATUS: { what: 'The issuer gave the credential a status of its own.', remedy: RENEW },
  ERR_POLICY_ISSUER_UNTRUSTED: { what: 'The issuer of the credential is not accepted here.', remedy: CHOOSE_OTHER },
  ERR_POLICY_CLAIM_VALUE: { what: 'A claim has a value that is not accepted.', remedy: CHOOSE_OTHER },
  ERR_POLICY_SUBJECTS_DIFFER: {
    what: 'The credentials cannot be shown to belong to one person.',
    remedy: 'Show credentials of one issuance, or with name and birth date.',
  },
  ERR_POLICY_CREDENTIAL_REVOKED: { what: 'The issuer revoked the credential.', remedy: RENEW },
  ERR_POLICY_CREDENTIAL_SUSPENDED: {
    what: 'The issuer suspended the credential.',
    remedy: 'Ask the issuer why, or show another credential.',
  },
  ERR_PRESENTATION_OTHER_POLICY: { what: 'The proof is about another policy.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_OTHER_SCOPE: { what: 'The proof was made for another gate or site.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_OTHER_ACCOUNT: { what: 'The proof was made for another account.', remedy: ASK_AGAIN },
  ERR_PRESENTATION_OTHER_SESSION: { what: 'The proof was made for another request.', remedy: ASK_AGAIN },
  ERR_PRESENTATION_DATE_MISMATCH: { what: 'The day of the proof is not that of its time.', remedy: TRY_AGAIN },
  ERR_PRESENTATION_PROOF_INVALID: { what: 'The proof does not stand.', remedy: TRY_AGAIN },
  ERR_POLICY_NOT_REGISTERED: { what: 'The policy is not in the registry.', remedy: 'The protocol must publish it.' },
  ERR_POLICY_CLOSED: { what: 'The policy admits nobody any more.', remedy: 'Ask the protocol for its newer policy.' },
  ERR_POLICY_STOPPED: { what: 'The policy was stopped.', remedy: 'Ask the protocol for its newer policy.' },
  ERR_POLICY_ROOT_UNKNOWN: {
    what: 'The registry does not know the state that the proof was made from.',
    remedy: 'Refresh the wallet, then make a new proof.',
  },
  ERR_POLICY_ROOT_SUPERSEDED: {
    what: 'The state that the proof was made from has been replaced for too long.',
    remedy: 'Refresh the wallet, then make a new proof.',
  },
  ERR_POLICY_PROOF_TOO_OLD: { what: 'The proof is older than the policy allows.', remedy: TRY_AGAIN },
  ERR_POLICY_PROOF_FROM_FUTURE: { what: 'The proof claims a time ahead of the chain.', remedy: TRY_AGAIN },
  ERR_POLICY_PROOF_BEFORE_NOT_BEFORE: { what: 'The policy was renewed after the proof.', remedy: TRY_AGAIN },
  ERR_POLICY_EXPIRY_OFF_GRID: { what: 'The pass would not end at midnight UTC.', remedy: TRY_AGAIN },
  ERR_POLICY_EXPIRY_PAST: { what: 'The pass would have ended before it began.', remedy: TRY_AGAIN },
  ERR_POLICY_EXPIRY_TOO_LATE: {
    what: 'The pass would live longer than the policy allows.',
    remedy: 'Choose a shorter time in the wallet.',
  },
};

/**
 * The machine-readable reason of a refusal.
 *
 * @returns undefined when the error is not a refusal of a presentation but our own fault
 */
export function createDenial(error: PosternError): Denial | undefined {
  const words = WORDS[error.code];
  if (words === undefined) return undefined;
  const since = error.details.since;
  return { code: error.code, ...words, ...(typeof since === 'number' && { since }) };
}
