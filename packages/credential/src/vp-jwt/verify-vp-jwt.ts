import { z } from 'zod';

import { DidError, type ResolvedDid, selectDidKey, selectNamedOrOnlyKey } from '../did/did-document.ts';
import { type JsonObject, parseCompactJws, verifyParsedJws } from '../jose/compact-jws.ts';
import { findJwtTimeFault } from '../jose/jwt-times.ts';
import { oneOrMore } from '../vc-jwt/verified-vc-jwt.ts';
import { readVcSubject } from '../vc-jwt/verify-vc-jwt.ts';
import { VCDM2_CONTEXT } from '../vc-jwt/verify-vcdm2-jwt.ts';
import { areContexts } from '../vc-jwt/z-data-model.ts';
import { ENVELOPED_CREDENTIAL_PREFIX, VP_TYP } from './create-vp-jwt.ts';
import { VpJwtError } from './vp-jwt-error.ts';

/** Accepted age of a presentation that says when it was made, seconds. */
const MAX_AGE_SECONDS = 300;
const MAX_CREDENTIALS = 32;

const zText = z.string().min(1).max(200_000);
const zBound = z.looseObject({
  aud: z.union([z.string(), z.tuple([z.string()]).transform(([only]) => only)]),
  nonce: z.string(),
});
const zPresentation = z.looseObject({
  '@context': z.union([z.string(), z.array(z.unknown()).min(1)]),
  type: z.union([z.literal('VerifiablePresentation'), z.array(z.string()).refine(namesPresentation)]),
});
const zVersion1 = zBound.extend({
  iss: z.string(),
  vp: zPresentation.extend({
    holder: z.string().optional(),
    verifiableCredential: z.union([zText.transform((one) => [one]), z.array(zText).min(1).max(MAX_CREDENTIALS)]),
  }),
  vc: z.undefined().optional(),
});
const zEnvelope = z.looseObject({
  id: zText.startsWith(ENVELOPED_CREDENTIAL_PREFIX),
  type: z.union([z.literal('EnvelopedVerifiableCredential'), z.tuple([z.literal('EnvelopedVerifiableCredential')])]),
});
const zHolder = z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]);
const zVersion2 = zBound.extend(zPresentation.shape).extend({
  '@context': oneOrMore(z.unknown()).refine((contexts) => areContexts(contexts, VCDM2_CONTEXT)),
  iss: z.string().optional(),
  holder: zHolder,
  verifiableCredential: z.union([zEnvelope.transform((one) => [one]), z.array(zEnvelope).min(1).max(MAX_CREDENTIALS)]),
  vp: z.undefined().optional(),
  vc: z.undefined().optional(),
});

export type VerifyVpJwtOptions = {
  jwt: string;
  /** Our whole client identifier with its prefix. */
  audience: string;
  nonce: string;
  now: number;
  /** Resolves the holder's DID. */
  resolveDid: (did: string) => Promise<ResolvedDid>;
  /** Accepted age, 300 s unless told. */
  maxAgeSeconds?: number;
};

export type VerifiedVpJwt = {
  version: 1 | 2;
  /** DID whose authentication key signed. */
  holder: string;
  /** The credentials as compact JWTs, themselves unverified; each names the holder as its subject. */
  credentials: string[];
};

/**
 * Verifies a presentation of VC-JWTs, VCDM 1.1 or 2.0. Checks in order: shape, signature by an authentication key of
 * the holder's own DID document, audience, nonce, time where it states one (OpenID4VP 1.0 §B.1 demands `nonce` and `aud`
 * only), and that every credential inside is about the holder. The credentials are verified by the caller, each on its own.
 *
 * @throws {VpJwtError | JwsError | DidError} the first check that fails
 */
export async function verifyVpJwt(options: VerifyVpJwtOptions): Promise<VerifiedVpJwt> {
  const parsedJws = parseCompactJws(options.jwt);
  const { header, payload } = parsedJws;
  const version = header.typ === VP_TYP[2] ? 2 : 1;
  const { holder, credentials, bound } = readPresentation(version, payload);
  const resolved = await options.resolveDid(holder);
  if (resolved.id !== holder) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const select = version === 1 ? selectNamedOrOnlyKey : selectDidKey;
  const publicJwk = select({ resolved, kid: header.kid, purpose: 'authentication', signedAt: options.now });
  // VCDM 1.1 §6.3.1 has a `typ` "if present"; 2.0 is told by it.
  await verifyParsedJws({ parsed: parsedJws, publicJwk, typ: header.typ === undefined ? undefined : VP_TYP[version] });
  if (bound.aud !== options.audience) {
    throw new VpJwtError('ERR_VP_JWT_AUDIENCE', 'The presentation is for another verifier.');
  }
  if (bound.nonce !== options.nonce) {
    throw new VpJwtError('ERR_VP_JWT_NONCE', 'The presentation answers another request.');
  }
  assertFresh(bound, options);
  if (credentials.some((jwt) => readVcSubject(parseCompactJws(jwt).payload) !== holder)) {
    throw new VpJwtError('ERR_VP_JWT_HOLDER', 'A credential is about somebody else than the holder.');
  }
  return { version, holder, credentials };
}

function readPresentation(version: 1 | 2, payload: JsonObject) {
  if (version === 1) {
    const { success, data } = zVersion1.safeParse(payload);
    if (success && (data.vp.holder === undefined || data.vp.holder === data.iss)) {
      return { holder: data.iss, credentials: data.vp.verifiableCredential, bound: data };
    }
  } else {
    const { success, data } = zVersion2.safeParse(payload);
    if (success && (data.iss === undefined || data.iss === data.holder)) {
      const credentials = data.verifiableCredential.map(({ id }) => id.slice(ENVELOPED_CREDENTIAL_PREFIX.length));
      return { holder: data.holder, credentials, bound: data };
    }
  }
  throw new VpJwtError('ERR_VP_JWT_MALFORMED', 'The JWT does not hold a presentation.');
}

function assertFresh(bound: z.infer<typeof zBound>, options: VerifyVpJwtOptions): void {
  const { now, maxAgeSeconds = MAX_AGE_SECONDS } = options;
  const dated = bound.iat !== undefined || bound.nbf !== undefined;
  if (findJwtTimeFault({ claims: bound, now, ...(dated && { maxAgeSeconds }) }) !== undefined) {
    throw new VpJwtError('ERR_VP_JWT_STALE', 'The presentation was not made now.');
  }
}

function namesPresentation(types: readonly string[]): boolean {
  return types.includes('VerifiablePresentation');
}
