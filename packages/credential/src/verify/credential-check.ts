import { PosternError } from '@postern/primitives';

/** The checks in the order in which they are made. */
export const CREDENTIAL_CHECKS = [
  'format',
  'trust',
  'issuer-key',
  'signature',
  'disclosures',
  'consistency',
  'validity',
  'holder',
  'type',
  'status',
] as const;
export type CredentialCheckName = (typeof CREDENTIAL_CHECKS)[number];

/**
 * - `valid`: every check passed;
 * - `invalid`: the proof is false — not what an issuer signed, or not shown by whom it was issued to;
 * - `refused`: true, but trust policy, time or status say no;
 * - `indeterminate`: something that must be asked could not be reached; counts as no.
 */
export type CredentialVerdict = 'valid' | 'invalid' | 'refused' | 'indeterminate';

export type CredentialCheck = {
  name: CredentialCheckName;
  outcome: 'passed' | 'failed' | 'indeterminate' | 'skipped';
  /** Stable code of what failed. */
  code?: string;
};

export class CredentialCheckError extends PosternError<
  | 'ERR_CREDENTIAL_FORMAT'
  | 'ERR_CREDENTIAL_UNTRUSTED'
  | 'ERR_CREDENTIAL_TYPE'
  | 'ERR_CREDENTIAL_HOLDER'
  | 'ERR_CREDENTIAL_REVOKED'
  | 'ERR_CREDENTIAL_SUSPENDED'
  | 'ERR_CREDENTIAL_STATUS_UNKNOWN'
  | 'ERR_CREDENTIAL_STATUS_MISSING'
  | 'ERR_CREDENTIAL_WITHOUT_EXPIRY'
  | 'ERR_CREDENTIAL_WITHOUT_DATE'
  | 'ERR_CREDENTIAL_STATUS_UNAVAILABLE'
> {}

type Classified = { name: CredentialCheckName; verdict: Exclude<CredentialVerdict, 'valid'> };

/** Which check an error code belongs to, and what it means. */
const CLASSES: readonly [RegExp, Classified][] = [
  [/^ERR_(JWS|SD_JWT|VC_JWT)_MALFORMED$|^ERR_CREDENTIAL_FORMAT$/, { name: 'format', verdict: 'invalid' }],
  [/^ERR_CREDENTIAL_UNTRUSTED$/, { name: 'trust', verdict: 'refused' }],
  [/^ERR_(DID|ISSUER_KEY)_UNREACHABLE$/, { name: 'issuer-key', verdict: 'indeterminate' }],
  [
    /^ERR_DID_METHOD$|^ERR_ISSUER_KEY_(UNTRUSTED|ISSUER)$|^ERR_X509_(UNTRUSTED|TIME)$/,
    { name: 'issuer-key', verdict: 'refused' },
  ],
  [/^ERR_(DID|ISSUER_KEY|X509)_/, { name: 'issuer-key', verdict: 'invalid' }],
  [/^ERR_JWS_/, { name: 'signature', verdict: 'invalid' }],
  [/^ERR_SD_JWT_(DISCLOSURE|DIGEST_REPEATED)$/, { name: 'disclosures', verdict: 'invalid' }],
  [/^ERR_VC_JWT_NOT_ACCEPTED$/, { name: 'consistency', verdict: 'invalid' }],
  [/^ERR_(SD_JWT|VC_JWT)_VALIDITY_ORDER$/, { name: 'validity', verdict: 'invalid' }],
  [/^ERR_(SD_JWT|VC_JWT)_(EXPIRED|NOT_YET_VALID)$|^ERR_CREDENTIAL_WITHOUT_/, { name: 'validity', verdict: 'refused' }],
  [/^ERR_(SD_JWT|VC_JWT|CREDENTIAL)_TYPE$/, { name: 'type', verdict: 'refused' }],
  [/^ERR_SD_JWT_|^ERR_CREDENTIAL_HOLDER$/, { name: 'holder', verdict: 'invalid' }],
  [/^ERR_CREDENTIAL_STATUS_UNAVAILABLE$/, { name: 'status', verdict: 'indeterminate' }],
  [/^ERR_CREDENTIAL_(REVOKED|SUSPENDED|STATUS_)/, { name: 'status', verdict: 'refused' }],
];

/**
 * What a failed check means. An error that is none of ours is a defect and goes on.
 *
 * @throws the error itself
 */
export function classifyFailure(cause: unknown): Classified & { code: string } {
  const code = cause instanceof PosternError ? cause.code : undefined;
  const found = CLASSES.find(([pattern]) => code !== undefined && pattern.test(code));
  if (code === undefined || found === undefined) throw cause;
  return { ...found[1], code };
}

/** The whole list: passed before the failure, skipped after it. */
export function listChecks(failure?: Classified & { code: string }): CredentialCheck[] {
  if (failure === undefined) return CREDENTIAL_CHECKS.map((name) => ({ name, outcome: 'passed' }));
  const at = CREDENTIAL_CHECKS.indexOf(failure.name);
  const outcome = failure.verdict === 'indeterminate' ? 'indeterminate' : 'failed';
  return CREDENTIAL_CHECKS.map((name, position) => {
    if (position === at) return { name, outcome, code: failure.code };
    return { name, outcome: position < at ? 'passed' : 'skipped' };
  });
}
