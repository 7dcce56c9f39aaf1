import type { Clock } from '@postern/primitives';

import type { DidResolver } from '../did/resolve-did.ts';
import type { JsonObject } from '../jose/compact-jws.ts';
import type { PublicJwk } from '../jose/public-jwk.ts';
import { parseSdJwt } from '../sd-jwt/parse-sd-jwt.ts';
import { type ResolveIssuerKey, verifyIssuerSigned } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { verifySdJwtVcPresentation } from '../sd-jwt/verify-sd-jwt-vc-presentation.ts';
import type { StatusChecker } from '../status/create-status-checker.ts';
import { verifyVcJwt } from '../vc-jwt/verify-vc-jwt.ts';
import { verifyVcdm2Jwt } from '../vc-jwt/verify-vcdm2-jwt.ts';
import type { CertificateView } from '../x509/certificate-view.ts';
import { assertStatus } from './assert-status.ts';
import {
  classifyFailure,
  type CredentialCheck,
  CredentialCheckError,
  type CredentialVerdict,
  listChecks,
} from './credential-check.ts';
import { type CredentialFormat, detectFormat } from './detect-format.ts';
import { type CredentialBound, findMissingBound } from './find-missing-bound.ts';

/** Whom the caller's trust policy is asked about. */
export type IssuerCandidate = { issuer: string; format: CredentialFormat; certificate: CertificateView | undefined };

export type VerifyCredentialOptions = {
  /** SD-JWT VC (as issued or presented), VC-JWT of VCDM 1.1 or 2.0; ours or anybody's. */
  credential: string;
  clock: Clock;
  resolveDid: DidResolver;
  resolveIssuerKey: ResolveIssuerKey;
  status: StatusChecker;
  /** The trust policy: may this issuer say such things? Asked before anything of the issuer's is fetched. */
  isTrusted: (candidate: IssuerCandidate) => boolean | Promise<boolean>;
  /** Formats and types (`vct` or VC type) that are wanted; any unless told. */
  formats?: readonly CredentialFormat[];
  types?: readonly string[];
  /** What the key binding of an SD-JWT VC must answer; without it, no presentation is expected. */
  binding?: { audience: string; nonce: string; transactionData?: readonly string[]; maxAgeSeconds?: number };
  /** DID that presented a VC-JWT and must be its subject. */
  holder?: string;
  /** What a credential may do without: a status, an end, a date of issuance. Nothing unless told. */
  mayLack?: readonly CredentialBound[];
};

/** What is known of a credential whose signature stands. */
export type CredentialView = {
  format: CredentialFormat;
  issuer: string;
  types: readonly string[];
  /** Where claims paths start: the processed payload of an SD-JWT VC, the credential of a VC-JWT. */
  claims: JsonObject;
  holderJwk: PublicJwk | undefined;
  /** Subject of a VC-JWT. */
  subject: string | undefined;
  certificate: CertificateView | undefined;
  issuedAt: number | undefined;
  expiresAt: number | undefined;
  /** Where its status is asked. */
  statuses: readonly StatusReference[];
};

export type StatusReference =
  | { kind: 'token'; uri: string; index: number }
  | { kind: 'bitstring'; entry: Record<string, unknown> };

export type CredentialVerification = {
  verdict: CredentialVerdict;
  checks: readonly CredentialCheck[];
  /** Present when all but the status passed. */
  credential: CredentialView | undefined;
};

const WITHOUT = {
  expiry: 'ERR_CREDENTIAL_WITHOUT_EXPIRY',
  date: 'ERR_CREDENTIAL_WITHOUT_DATE',
  status: 'ERR_CREDENTIAL_STATUS_MISSING',
} as const;

/**
 * Verifies a credential of any of our formats as an ordered list of named checks ({@link CREDENTIAL_CHECKS}) that stops
 * at the first failure. Fails closed: a status that cannot be had is `indeterminate`, which is no.
 */
export async function verifyCredential(options: VerifyCredentialOptions): Promise<CredentialVerification> {
  let credential: CredentialView | undefined;
  try {
    const view = await verifyAllButStatus(options);
    assertBounds(view, options.mayLack ?? []);
    credential = view;
    await assertStatus({ ...options, credential: view });
    return { verdict: 'valid', checks: listChecks(), credential: view };
  } catch (cause) {
    const failure = classifyFailure(cause);
    return { verdict: failure.verdict, checks: listChecks(failure), credential };
  }
}

function assertBounds(view: CredentialView, mayLack: readonly CredentialBound[]): void {
  const { format, statuses, expiresAt, issuedAt } = view;
  const hasDate = format !== 'dc+sd-jwt' || issuedAt !== undefined;
  const bounds = { hasStatus: statuses.length > 0, hasExpiry: expiresAt !== undefined, hasDate };
  const missing = findMissingBound({ ...bounds, mayLack });
  if (missing === undefined) return;
  throw new CredentialCheckError(WITHOUT[missing], 'The credential states no limit of this kind.');
}

async function verifyAllButStatus(options: VerifyCredentialOptions): Promise<CredentialView> {
  const { format, header, claimedIssuer } = detectFormat(options.credential);
  if (options.formats?.includes(format) === false) {
    throw new CredentialCheckError('ERR_CREDENTIAL_FORMAT', 'The credential is of another format than wanted.');
  }
  // A certificate may decide who the issuer is; then trust is asked once it is verified.
  const byCertificate = header.x5c !== undefined;
  if (!byCertificate) await assertTrusted(options, { issuer: claimedIssuer, format, certificate: undefined });
  const view = await (format === 'dc+sd-jwt' ? viewSdJwtVc(options) : viewVcJwt(options, format));
  if (byCertificate) await assertTrusted(options, view);
  if (options.holder !== undefined && view.subject !== options.holder) {
    throw new CredentialCheckError('ERR_CREDENTIAL_HOLDER', 'The credential is about somebody else.');
  }
  if (options.types !== undefined && !view.types.some((type) => options.types!.includes(type))) {
    throw new CredentialCheckError('ERR_CREDENTIAL_TYPE', 'The credential is of another type than wanted.');
  }
  return view;
}

async function viewSdJwtVc(options: VerifyCredentialOptions): Promise<CredentialView> {
  const { credential, clock, resolveIssuerKey, binding } = options;
  const now = clock.now();
  const parts = parseSdJwt(credential);
  if (binding === undefined && parts.keyBinding !== undefined) {
    throw new CredentialCheckError('ERR_CREDENTIAL_FORMAT', 'A presentation is not expected here.');
  }
  const verified =
    binding === undefined
      ? await verifyIssuerSigned({ parts, resolveIssuerKey, now })
      : await verifySdJwtVcPresentation({ presentation: credential, resolveIssuerKey, now, ...binding });
  const { issuer, types, claims, holderJwk, certificate, issuedAt, expiresAt, status } = verified;
  const { sub } = claims;
  return {
    format: 'dc+sd-jwt',
    issuer,
    types,
    claims,
    holderJwk,
    subject: typeof sub === 'string' ? sub : undefined,
    certificate,
    issuedAt,
    expiresAt,
    statuses: status === undefined ? [] : [{ kind: 'token', ...status }],
  };
}

async function viewVcJwt(options: VerifyCredentialOptions, format: CredentialFormat): Promise<CredentialView> {
  const { credential: jwt, clock, resolveDid } = options;
  const verified = await (format === 'vc+jwt' ? verifyVcdm2Jwt : verifyVcJwt)({ jwt, clock, resolveDid });
  return {
    format,
    issuer: verified.issuer,
    types: verified.types,
    claims: verified.credential,
    holderJwk: undefined,
    subject: verified.subject,
    certificate: undefined,
    issuedAt: verified.issuedAt,
    expiresAt: verified.expiresAt,
    statuses: verified.statusEntries.map((entry) => ({ kind: 'bitstring', entry })),
  };
}

async function assertTrusted(
  { isTrusted }: Pick<VerifyCredentialOptions, 'isTrusted'>,
  { issuer, format, certificate }: IssuerCandidate,
): Promise<void> {
  if ((await isTrusted({ issuer, format, certificate })) !== true) {
    throw new CredentialCheckError('ERR_CREDENTIAL_UNTRUSTED', 'The issuer is not trusted for this.');
  }
}
