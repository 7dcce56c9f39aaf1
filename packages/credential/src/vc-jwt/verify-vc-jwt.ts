import { type Clock, PosternError } from '@postern/primitives';
import { verifyCredential } from 'did-jwt-vc';
import type { DIDResolutionResult, Resolvable } from 'did-resolver';
import { z } from 'zod';

import { DidError, type ResolvedDid, selectNamedOrOnlyKey } from '../did/did-document.ts';
import { parseCompactJws, verifyCompactJws } from '../jose/compact-jws.ts';

export class VcJwtError extends PosternError<
  'ERR_VC_JWT_MALFORMED' | 'ERR_VC_JWT_NOT_ACCEPTED' | 'ERR_VC_JWT_TYPE' | 'ERR_VC_JWT_EXPIRED'
> {}

const zVcJwtPayload = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  vc: z.looseObject({
    type: z.array(z.string()),
    credentialSubject: z.looseObject({}),
    credentialStatus: z.looseObject({ id: z.string(), type: z.string() }).optional(),
  }),
});

export type VerifyVcJwtOptions = {
  jwt: string;
  /** Resolves the issuer's DID through the caller's guarded fetch. */
  resolveDid: (did: string) => Promise<ResolvedDid>;
  clock: Clock;
  expectedType: string;
};

export type VerifiedVcJwt = {
  issuer: string;
  /** DID of the holder key. */
  subject: string;
  credentialSubject: Record<string, unknown>;
  credentialStatus: Record<string, unknown> | undefined;
  expiresAt: number | undefined;
};

/**
 * Verifies a VCDM 1.1 credential in JWT form. Checks in order: strict shape, ES256 signature under a key of the
 * issuer's own DID document, the data model (did-jwt-vc), type, expiry.
 *
 * @throws {VcJwtError | JwsError | DidError} the first check that fails
 */
export async function verifyVcJwt(options: VerifyVcJwtOptions): Promise<VerifiedVcJwt> {
  const { header, payload } = parseCompactJws(options.jwt);
  const parsed = zVcJwtPayload.safeParse(payload);
  if (!parsed.success) throw new VcJwtError('ERR_VC_JWT_MALFORMED', 'The JWT does not hold a VCDM 1.1 credential.');
  const { iss, sub, exp, vc } = parsed.data;
  const resolved = await options.resolveDid(iss);
  if (resolved.id !== iss) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const publicJwk = selectNamedOrOnlyKey({ resolved, kid: header.kid });
  await verifyCompactJws({ jws: options.jwt, publicJwk, typ: 'JWT' });
  await assertDataModel(options, resolved);
  if (!vc.type.includes(options.expectedType)) {
    throw new VcJwtError('ERR_VC_JWT_TYPE', 'The credential is of another type.');
  }
  if (exp !== undefined && exp <= options.clock.now()) {
    throw new VcJwtError('ERR_VC_JWT_EXPIRED', 'The credential has expired.');
  }
  return {
    issuer: iss,
    subject: sub,
    credentialSubject: vc.credentialSubject,
    credentialStatus: vc.credentialStatus,
    expiresAt: exp,
  };
}

async function assertDataModel(options: VerifyVcJwtOptions, resolved: ResolvedDid): Promise<void> {
  const resolver: Resolvable = {
    resolve: async () =>
      ({
        didDocument: resolved.document,
        didDocumentMetadata: {},
        didResolutionMetadata: { contentType: 'application/did+json' },
      }) as unknown as DIDResolutionResult,
  };
  try {
    await verifyCredential(options.jwt, resolver, { policies: { now: options.clock.now() } });
  } catch (cause) {
    throw new VcJwtError('ERR_VC_JWT_NOT_ACCEPTED', 'The credential breaks the data model.', { cause });
  }
}
