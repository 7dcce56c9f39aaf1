import type { Clock } from '@postern/primitives';
import { z } from 'zod';

import { type JsonObject, parseCompactJws, verifyCompactJws } from '../jose/compact-jws.ts';
import { type PublicJwk, toPublicJwk } from '../jose/public-jwk.ts';
import { processDisclosures, SdJwtError } from './process-disclosures.ts';

const zSdJwtVcPayload = z.looseObject({
  iss: z.string(),
  vct: z.string(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  cnf: z.looseObject({ jwk: z.unknown() }).optional(),
  status: z.looseObject({ status_list: z.looseObject({ uri: z.string(), idx: z.int().nonnegative() }) }).optional(),
});

/** Tolerated difference between the issuer's clock and ours. */
const CLOCK_SKEW_SECONDS = 60;

export type VerifySdJwtVcOptions = {
  /** Issued form: `<jwt>~<disclosure>~…~` without key binding. */
  token: string;
  /** Finds the issuer's key by trust policy; the header's own keys are never used. */
  resolveIssuerKey: (options: { issuer: string; kid: unknown }) => Promise<PublicJwk>;
  clock: Clock;
  expectedVct: string;
};

export type VerifiedSdJwtVc = {
  issuer: string;
  /** Registered and disclosed claims together. */
  claims: JsonObject;
  holderJwk: PublicJwk | undefined;
  status: { uri: string; index: number } | undefined;
  expiresAt: number | undefined;
};

/**
 * Verifies an SD-JWT VC as issued. Checks in order: shape, issuer signature and `typ`, disclosures, type, time.
 *
 * @throws {SdJwtError | JwsError} the first check that fails
 */
export async function verifySdJwtVc(options: VerifySdJwtVcOptions): Promise<VerifiedSdJwtVc> {
  const [jws, ...rest] = options.token.split('~');
  if (jws === undefined || rest.length === 0 || rest.at(-1) !== '') {
    throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'Expected an SD-JWT that ends with a tilde.');
  }
  const untrusted = parseCompactJws(jws);
  const publicJwk = await options.resolveIssuerKey({
    issuer: typeof untrusted.payload.iss === 'string' ? untrusted.payload.iss : '',
    kid: untrusted.header.kid,
  });
  const { payload } = await verifyCompactJws({ jws, publicJwk, typ: 'dc+sd-jwt' });
  const claims = await processDisclosures(payload, rest.slice(0, -1));
  const parsed = zSdJwtVcPayload.safeParse(claims);
  if (!parsed.success) throw new SdJwtError('ERR_SD_JWT_MALFORMED', 'A registered claim is missing or malformed.');
  const { iss, vct, nbf, exp, cnf, status } = parsed.data;
  if (vct !== options.expectedVct) throw new SdJwtError('ERR_SD_JWT_TYPE', 'The credential is of another type.');
  const now = options.clock.now();
  if (exp !== undefined && exp <= now) throw new SdJwtError('ERR_SD_JWT_EXPIRED', 'The credential has expired.');
  if (nbf !== undefined && nbf > now + CLOCK_SKEW_SECONDS) {
    throw new SdJwtError('ERR_SD_JWT_NOT_YET_VALID', 'The credential is not valid yet.');
  }
  return {
    issuer: iss,
    claims,
    holderJwk: cnf === undefined ? undefined : toPublicJwk(cnf.jwk),
    status: status === undefined ? undefined : { uri: status.status_list.uri, index: status.status_list.idx },
    expiresAt: exp,
  };
}
