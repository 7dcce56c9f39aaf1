import type { PosternError } from '@postern/primitives';
import type { Denial } from '@postern/protocol';

/** What a refusal means, by code, under what to do about it; never a value of the person. */
const MEANINGS_BY_REMEDY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Make a new presentation in the wallet.': {
    ERR_PRESENTATION_SIGNAL_OUT_OF_RANGE: 'The answer could not be read.',
    ERR_PRESENTATION_QUERY_UNKNOWN: 'Something was shown that was not asked.',
    ERR_PRESENTATION_INCOMPLETE: 'Not everything that was asked was shown.',
    ERR_PRESENTATION_TOO_MANY: 'More was shown than was asked.',
    ERR_PRESENTATION_FORMAT: 'The presentation is of another format than asked.',
    ERR_PRESENTATION_TRANSACTION_MISSING: 'The terms were not confirmed.',
    ERR_PRESENTATION_TRANSACTION_DATA: 'Other terms were confirmed than asked.',
    ERR_PRESENTATION_AUDIENCE: 'The presentation was made for another verifier.',
    ERR_PRESENTATION_NONCE: 'The presentation was made for another request.',
    ERR_PRESENTATION_HOLDER_BINDING: 'The presentation is not by the credential’s holder.',
    ERR_PRESENTATION_DISCLOSURE: 'A disclosed value does not belong to the credential.',
    ERR_PRESENTATION_JWT_TYPE: 'A token of another kind was shown.',
    ERR_PRESENTATION_OTHER_POLICY: 'The proof is about another policy.',
    ERR_PRESENTATION_OTHER_SCOPE: 'The proof was made for another gate or site.',
    ERR_PRESENTATION_DATE_MISMATCH: 'The day of the proof is not that of its time.',
    ERR_PRESENTATION_PROOF_INVALID: 'The proof does not stand.',
    ERR_POLICY_PROOF_TOO_OLD: 'The proof is older than the policy allows.',
    ERR_POLICY_PROOF_FROM_FUTURE: 'The proof claims a time ahead of the chain.',
    ERR_POLICY_PROOF_BEFORE_NOT_BEFORE: 'The policy was renewed after the proof.',
    ERR_POLICY_EXPIRY_OFF_GRID: 'The pass would not end at midnight UTC.',
    ERR_POLICY_EXPIRY_PAST: 'The pass would have ended before it began.',
  },
  'Show another credential.': {
    ERR_PRESENTATION_TYPE: 'The credential is of another type than asked.',
    ERR_PRESENTATION_CLAIM_MISSING: 'A claim that was asked is missing.',
    ERR_PRESENTATION_ISSUER_NAME: 'The certificate is not that of the named issuer.',
    ERR_PRESENTATION_CREDENTIAL_MALFORMED: 'The credential could not be read.',
    ERR_PRESENTATION_SIGNATURE: 'A signature does not stand.',
    ERR_PRESENTATION_ALGORITHM: 'A signature uses an algorithm that is not accepted.',
    ERR_PRESENTATION_CERTIFICATE: 'The issuer’s certificates do not stand.',
    ERR_PRESENTATION_KEY_NOT_FOUND: 'A signing key could not be found.',
    ERR_POLICY_ISSUER_UNTRUSTED: 'The issuer of the credential is not accepted here.',
    ERR_POLICY_CLAIM_VALUE: 'A claim has a value that is not accepted.',
    ERR_POLICY_CREDENTIAL_WITHOUT_STATUS: 'The credential does not say where its issuer would end it.',
    ERR_POLICY_CREDENTIAL_WITHOUT_EXPIRY: 'The credential does not say when it ends.',
    ERR_POLICY_CREDENTIAL_WITHOUT_DATE: 'The credential does not say when it was issued.',
  },
  'Get a new credential from the issuer.': {
    ERR_PRESENTATION_CREDENTIAL_EXPIRED: 'The credential has expired.',
    ERR_PRESENTATION_STATUS_REFERENCE: 'The status of the credential is nowhere.',
    ERR_POLICY_CREDENTIAL_STATUS: 'The issuer gave the credential a status of its own.',
    ERR_POLICY_CREDENTIAL_REVOKED: 'The issuer revoked the credential.',
  },
  'Start again from the site that asked.': {
    ERR_PRESENTATION_OTHER_ACCOUNT: 'The proof was made for another account.',
    ERR_PRESENTATION_OTHER_SESSION: 'The proof was made for another request.',
  },
  'Ask the protocol for its newer policy.': {
    ERR_POLICY_CLOSED: 'The policy admits nobody any more.',
    ERR_POLICY_STOPPED: 'The policy was stopped.',
  },
  'Refresh the wallet, then make a new proof.': {
    ERR_POLICY_ROOT_UNKNOWN: 'The registry does not know the state that the proof was made from.',
    ERR_POLICY_ROOT_SUPERSEDED: 'The state that the proof was made from has been replaced for too long.',
  },
  'Update the wallet, then try again.': {
    ERR_PRESENTATION_MALFORMED: 'The answer could not be read.',
  },
  'Check the clock of the device, then try again.': {
    ERR_PRESENTATION_STALE: 'The presentation was not made just now.',
  },
  'Wait, then try again.': {
    ERR_PRESENTATION_CREDENTIAL_NOT_YET_VALID: 'The credential is not valid yet.',
  },
  'Show credentials of one issuance, or with name and birth date.': {
    ERR_POLICY_SUBJECTS_DIFFER: 'The credentials cannot be shown to belong to one person.',
  },
  'Ask the issuer why, or show another credential.': {
    ERR_POLICY_CREDENTIAL_SUSPENDED: 'The issuer suspended the credential.',
  },
  'The protocol must publish it.': {
    ERR_POLICY_NOT_REGISTERED: 'The policy is not in the registry.',
  },
  'Choose a shorter time in the wallet.': {
    ERR_POLICY_EXPIRY_TOO_LATE: 'The pass would live longer than the policy allows.',
  },
};

const WORDS = new Map(
  Object.entries(MEANINGS_BY_REMEDY).flatMap(([remedy, meanings]) =>
    Object.entries(meanings).map(([code, what]) => [code, { what, remedy }] as const),
  ),
);

/**
 * The machine-readable reason of a refusal.
 *
 * @returns undefined when the error is not a refusal of a presentation but our own fault
 */
export function createDenial(error: PosternError): Denial | undefined {
  const words = WORDS.get(error.code);
  if (words === undefined) return undefined;
  const since = error.details.since;
  return { code: error.code, ...words, ...(typeof since === 'number' && { since }) };
}
