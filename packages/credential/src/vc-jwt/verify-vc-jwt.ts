import { z } from 'zod';

import { DidError, selectNamedOrOnlyKey } from '../did/did-document.ts';
import { type JsonObject, parseCompactJws, verifyParsedJws } from '../jose/compact-jws.ts';
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

/** `typ` of a VCDM 1.1 credential, "if present" (VCDM 1.1 §6.3.1). */
export const VC_JWT_TYP = 'JWT';

const VC_CONTEXT = 'https://www.w3.org/2018/credentials/v1';

const zVcJwtPayload = z.looseObject({
  iss: zId,
  sub: zId.optional(),
  nbf: zNumericDate.optional(),
  exp: zNumericDate.optional(),
  jti: zId.optional(),
  vp: z.undefined().optional(),
  vc: z.looseObject({
    // Contexts are never fetched: the claims mean what the type's schema says.
    '@context': z.array(z.unknown()).refine(([first]) => first === VC_CONTEXT),
    id: zId.optional(),
    type: zTypes,
    issuer: z.union([zId, z.looseObject({ id: zId }).transform(({ id }) => id)]).optional(),
    issuanceDate: zMoment.optional(),
    expirationDate: zMoment.optional(),
    credentialSubject: z.looseObject({ id: zId.optional() }),
    credentialStatus: oneOrMore(z.looseObject({ id: zId, type: z.string() })).optional(),
  }),
});

/**
 * Verifies a VCDM 1.1 credential in JWT form (§6.3.1). Checks in order: strict shape, signature under an assertion key
 * of the issuer's own DID document, agreement of registered claims and credential, type, time.
 *
 * @throws {VcJwtError | JwsError | DidError} the first check that fails
 */
export async function verifyVcJwt(options: VerifyVcJwtOptions): Promise<VerifiedVcJwt> {
  const parsedJws = parseCompactJws(options.jwt, options);
  const { header, payload } = parsedJws;
  const { iss, sub, nbf, exp, jti, vc } = parseVcJwtPayload(payload, options.requireSubject ?? true);
  const resolved = await options.resolveDid(iss);
  if (resolved.id !== iss) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const publicJwk = selectNamedOrOnlyKey({ resolved, kid: header.kid, signedAt: floor(nbf) ?? vc.issuanceDate });
  await verifyParsedJws({ parsed: parsedJws, publicJwk, typ: header.typ === undefined ? undefined : VC_JWT_TYP });
  assertAgree(
    [iss, vc.issuer],
    [sub, vc.credentialSubject.id],
    [jti, vc.id],
    [floor(nbf), vc.issuanceDate],
    [floor(exp), vc.expirationDate],
  );
  assertType(vc.type, options.expectedType);
  const [start, end] = [floor(nbf) ?? vc.issuanceDate, floor(exp) ?? vc.expirationDate];
  assertWithin({ now: options.clock.now(), iat: payload.iat, nbf: start, exp: end });
  const { credentialStatus: statusEntries = [] } = vc;
  return {
    version: 1,
    issuer: iss,
    subject: readVcSubject(payload) ?? '',
    types: vc.type,
    credential: putBack(payload, iss),
    credentialSubject: vc.credentialSubject,
    credentialStatus: statusEntries[0],
    statusEntries,
    issuedAt: start,
    expiresAt: end,
  };
}

/** Subject of an unverified VC-JWT of either data model. */
export function readVcSubject(payload: JsonObject): string | undefined {
  const { sub, vc } = payload;
  const { credentialSubject } = Object(vc ?? payload) as { credentialSubject?: unknown };
  const [only, ...others] = Array.isArray(credentialSubject) ? credentialSubject : [credentialSubject];
  const { id } = Object(others.length === 0 ? only : undefined) as { id?: unknown };
  const subject = vc === undefined ? id : (sub ?? id);
  return typeof subject === 'string' ? subject : undefined;
}

function parseVcJwtPayload(payload: JsonObject, requireSubject: boolean) {
  const parsed = zVcJwtPayload.safeParse(payload);
  const dated = parsed.data?.nbf !== undefined || parsed.data?.vc.issuanceDate !== undefined;
  if (!parsed.success || !dated || (requireSubject && readVcSubject(payload) === undefined)) {
    throw new VcJwtError('ERR_VC_JWT_MALFORMED', 'The JWT does not hold a VCDM 1.1 credential.');
  }
  return parsed.data;
}

/** The credential with what the JWT encoding moved into registered claims (VCDM 1.1 §6.3.1.3). */
function putBack(payload: JsonObject, issuer: string): JsonObject {
  const { vc, sub, jti, nbf, exp } = payload;
  const credential: JsonObject = { issuer, ...(vc as JsonObject) };
  const iso = (seconds: unknown) => new Date(Number(seconds) * 1000).toISOString();
  if (sub !== undefined) credential.credentialSubject = { ...(credential.credentialSubject as JsonObject), id: sub };
  if (jti !== undefined) credential.id = jti;
  if (nbf !== undefined) credential.issuanceDate ??= iso(nbf);
  if (exp !== undefined) credential.expirationDate ??= iso(exp);
  return credential;
}

function floor(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.floor(seconds);
}
