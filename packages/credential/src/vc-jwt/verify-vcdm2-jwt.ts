import { z } from 'zod';

import { DidError, selectDidKey } from '../did/did-document.ts';
import { parseCompactJws, verifyParsedJws } from '../jose/compact-jws.ts';
import { zNumericDate } from '../jose/jwt-times.ts';
import { VcJwtError } from './vc-jwt-error.ts';
import {
  assertAgree,
  assertType,
  assertWithin,
  oneOrMore,
  type VerifiedVcJwt,
  type VerifyVcJwtOptions,
  zId,
  zMoment,
  zTypes,
} from './verified-vc-jwt.ts';
import { areContexts, zLanguageValue, zSchemas, zTyped, zUri } from './z-data-model.ts';

/** `typ` of a VCDM 2.0 credential (VC-JOSE-COSE §3.1.1). */
export const VCDM2_JWT_TYP = 'vc+jwt';
/** First context of VCDM 2.0. */
export const VCDM2_CONTEXT = 'https://www.w3.org/ns/credentials/v2';

/** About somebody, or at least about something. */
const zSubject = z.looseObject({ id: zUri.optional() }).refine((subject) => Object.keys(subject).length > 0);

const zVcdm2Payload = z.looseObject({
  '@context': oneOrMore(z.unknown()).refine((contexts) => areContexts(contexts, VCDM2_CONTEXT)),
  id: zUri.optional(),
  type: zTypes,
  issuer: z.union([
    zUri,
    z
      .looseObject({ id: zUri, name: zLanguageValue.optional(), description: zLanguageValue.optional() })
      .transform(({ id }) => id),
  ]),
  name: zLanguageValue.optional(),
  description: zLanguageValue.optional(),
  validFrom: zMoment.optional(),
  validUntil: zMoment.optional(),
  credentialSubject: z.union([zSubject, z.tuple([zSubject]).transform(([only]) => only)]),
  credentialStatus: oneOrMore(z.looseObject({ id: zUri.optional(), type: z.string() })).optional(),
  credentialSchema: zSchemas.optional(),
  evidence: zTyped.optional(),
  termsOfUse: zTyped.optional(),
  refreshService: zTyped.optional(),
  proof: zTyped.optional(),
  iss: zId.optional(),
  sub: zId.optional(),
  jti: zId.optional(),
  iat: zNumericDate.optional(),
  exp: zNumericDate.optional(),
  // The claims are the credential: nothing else is wrapped in them, and the time of validity has one place.
  vc: z.undefined().optional(),
  vp: z.undefined().optional(),
  nbf: z.undefined().optional(),
});

/**
 * Verifies a VCDM 2.0 credential secured with JOSE (VC-JOSE-COSE §3.1). Checks in order: strict shape, signature under
 * the assertion key that the absolute `kid` names in the issuer's own DID document, agreement of registered claims and
 * credential, type, time.
 *
 * @throws {VcJwtError | JwsError | DidError} the first check that fails
 */
export async function verifyVcdm2Jwt(options: VerifyVcJwtOptions): Promise<VerifiedVcJwt> {
  const parsedJws = parseCompactJws(options.jwt, options);
  const { header, payload } = parsedJws;
  const parsed = zVcdm2Payload.safeParse(payload);
  const anonymous = parsed.data?.credentialSubject.id === undefined && (options.requireSubject ?? true);
  if (!parsed.success || anonymous)
    throw new VcJwtError('ERR_VC_JWT_MALFORMED', 'The JWT does not hold a VCDM 2.0 credential.');
  const credential = parsed.data;
  const { issuer, credentialSubject, credentialStatus: statusEntries = [] } = credential;
  if (typeof header.kid !== 'string' || !header.kid.startsWith(`${issuer}#`)) {
    throw new DidError('ERR_DID_KEY_NOT_FOUND', "The key is not named by a DID URL of the issuer's.");
  }
  const resolved = await options.resolveDid(issuer);
  if (resolved.id !== issuer) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const publicJwk = selectDidKey({ resolved, kid: header.kid, signedAt: credential.iat ?? credential.validFrom });
  await verifyParsedJws({ parsed: parsedJws, publicJwk, typ: VCDM2_JWT_TYP });
  assertAgree([credential.iss, issuer], [credential.sub, credentialSubject.id], [credential.jti, credential.id]);
  assertType(credential.type, options.expectedType);
  const now = options.clock.now();
  const ends = [credential.validUntil, credential.exp].filter((end) => end !== undefined);
  const expiresAt = ends.length === 0 ? undefined : Math.min(...ends);
  assertWithin({ now, iat: credential.iat, nbf: credential.validFrom, exp: expiresAt });
  return {
    version: 2,
    issuer,
    subject: credentialSubject.id ?? '',
    types: credential.type,
    credential: payload,
    credentialSubject,
    credentialStatus: statusEntries[0],
    statusEntries,
    issuedAt: credential.validFrom ?? credential.iat,
    expiresAt,
  };
}
