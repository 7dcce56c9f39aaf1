import type { Clock } from '@postern/primitives';
import { z } from 'zod';

import { IssuerKeyError } from '../issuer-key/issuer-key-error.ts';
import { type JsonObject, parseCompactJws, verifyParsedJws } from '../jose/compact-jws.ts';
import { JwsError } from '../jose/jws-error.ts';
import { findJwtTimeFault } from '../jose/jwt-times.ts';
import { type PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';
import type { CertificateView } from '../x509/certificate-view.ts';
import { parseSdJwt, type UnverifiedSdJwt } from './parse-sd-jwt.ts';
import { processDisclosures } from './process-disclosures.ts';
import { SdJwtError } from './sd-jwt-error.ts';

/** `typ` of an SD-JWT VC; the older `vc+sd-jwt` is no longer one. */
export const SD_JWT_VC_TYP = 'dc+sd-jwt';

const zSdJwtVcPayload = z.looseObject({
  iss: z.string().optional(),
  vct: z.string().min(1),
  aka_vcts: z.array(z.string().min(1)).min(1).max(32).optional(),
  exp: z.number().optional(),
  cnf: z.looseObject({ jwk: z.unknown() }).optional(),
  // A status that we cannot read must not pass for none.
  status: z.looseObject({ status_list: z.looseObject({ uri: z.string(), idx: z.int().nonnegative() }) }).optional(),
});

/** Where an issuer's key was found; a certificate may name the issuer when the credential does not. */
export type IssuerKey = {
  publicJwk: PublicJwk;
  issuer?: string;
  certificate?: CertificateView;
  /** Unix seconds from which nothing new stands under it. */
  endsAt?: number | undefined;
};

/** Finds the issuer's key by trust policy. The header is only a hint of which: a key in it is never used unproven. */
export type ResolveIssuerKey = (options: {
  /** `iss`, or empty when the credential has none. */
  issuer: string;
  kid: unknown;
  /** The unverified header, for `x5c`. */
  header: JsonObject;
  /** When the token says that it was signed: a key that had ended by then is refused. */
  signedAt?: number | undefined;
}) => Promise<PublicJwk | IssuerKey>;

export type VerifySdJwtVcOptions = {
  /** Issued form: `<jwt>~<disclosure>~…~` without key binding. */
  token: string;
  resolveIssuerKey: ResolveIssuerKey;
  clock: Clock;
  /** Must be the credential's `vct` or among its `aka_vcts`. */
  expectedVct: string;
};

export type VerifiedSdJwtVc = {
  issuer: string;
  vct: string;
  /** `vct`, then `aka_vcts`: the credential is of each of these types. */
  types: string[];
  /** Registered and disclosed claims together. */
  claims: JsonObject;
  holderJwk: PublicJwk | undefined;
  status: { uri: string; index: number } | undefined;
  /** `iat`, or `nbf` where there is none. */
  issuedAt: number | undefined;
  expiresAt: number | undefined;
  /** Leaf that signed, when the key was found by `x5c`. */
  certificate: CertificateView | undefined;
};

/**
 * Verifies an SD-JWT VC as issued. Checks in order: shape, issuer signature and `typ`, disclosures, type, time.
 *
 * @throws {SdJwtError | JwsError} the first check that fails
 */
export async function verifySdJwtVc(options: VerifySdJwtVcOptions): Promise<VerifiedSdJwtVc> {
  const parts = parseSdJwt(options.token);
  if (parts.keyBinding !== undefined) {
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'Expected an SD-JWT that ends with a tilde.');
  }
  const verified = await verifyIssuerSigned({ ...options, parts, now: options.clock.now() });
  if (!verified.types.includes(options.expectedVct)) {
    throw new SdJwtError('ERR_SD_JWT_TYPE', 'The credential is of another type.');
  }
  return verified;
}

/**
 * The issuer's half of an SD-JWT VC, with or without key binding.
 *
 * @throws {SdJwtError | JwsError} the first check that fails
 */
export async function verifyIssuerSigned(options: {
  parts: UnverifiedSdJwt;
  resolveIssuerKey: ResolveIssuerKey;
  now: number;
}): Promise<VerifiedSdJwtVc> {
  const { jws, disclosures } = options.parts;
  const parsedJws = parseCompactJws(jws);
  const { header, payload: untrusted } = parsedJws;
  const issuer = typeof untrusted.iss === 'string' ? untrusted.iss : '';
  const { iat, nbf: from } = untrusted;
  const signedAt = [iat, from].find((time) => typeof time === 'number');
  const key = await findIssuerKey(options.resolveIssuerKey, { issuer, kid: header.kid, header, signedAt });
  const { payload } = await verifyParsedJws({ parsed: parsedJws, publicJwk: key.publicJwk, typ: SD_JWT_VC_TYP });
  const claims = await processDisclosures(payload, disclosures);
  const parsed = zSdJwtVcPayload.safeParse(claims);
  if (!parsed.success || parsed.data.aka_vcts?.includes(parsed.data.vct) === true)
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A registered claim is missing or malformed.');
  const { iss = key.issuer, vct, exp, cnf, status } = parsed.data;
  if (iss === undefined || iss === '') throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'The credential names no issuer.');
  const issuedAt = assertTimes(claims, options.now);
  return {
    issuer: iss,
    vct,
    types: [vct, ...(parsed.data.aka_vcts ?? [])],
    claims,
    holderJwk: cnf === undefined ? undefined : readConfirmationKey(cnf.jwk),
    status: status === undefined ? undefined : { uri: status.status_list.uri, index: status.status_list.idx },
    issuedAt,
    expiresAt: exp,
    certificate: key.certificate,
  };
}

/**
 * The issuer's key, unless it had ended when it signed.
 *
 * @throws {IssuerKeyError} and what the resolution throws
 */
export async function findIssuerKey(
  resolveIssuerKey: ResolveIssuerKey,
  options: Parameters<ResolveIssuerKey>[0],
): Promise<IssuerKey> {
  const found = await resolveIssuerKey(options);
  const key: IssuerKey = 'publicJwk' in found ? found : { publicJwk: found };
  const { signedAt } = options;
  if (key.endsAt !== undefined && !(signedAt !== undefined && signedAt < key.endsAt)) {
    throw new IssuerKeyError('ERR_ISSUER_KEY_RETIRED', 'The key had ended when it signed this.');
  }
  return key;
}

/** @returns when it was issued, if it says so */
function assertTimes(claims: JsonObject, now: number): number | undefined {
  const fault = findJwtTimeFault({ claims, now });
  if (fault === 'malformed') throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A time of the credential is malformed.');
  if (fault === 'order') throw new SdJwtError('ERR_SD_JWT_VALIDITY_ORDER', 'The credential ends before it begins.');
  if (fault === 'expired') throw new SdJwtError('ERR_SD_JWT_EXPIRED', 'The credential has expired.');
  if (fault === 'early') throw new SdJwtError('ERR_SD_JWT_NOT_YET_VALID', 'The credential is not valid yet.');
  return [claims.iat, claims.nbf].find((time) => typeof time === 'number');
}

function readConfirmationKey(jwk: unknown): PublicJwk {
  try {
    return toPublicJwk(jwk);
  } catch (cause) {
    if (cause instanceof JwsError) {
      throw new SdJwtError('ERR_SD_JWT_KEY_BINDING', 'The credential is bound to no key that we can use.', { cause });
    }
    throw cause;
  }
}
