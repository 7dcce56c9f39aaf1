import { canonicalizeJson, type Clock } from '@postern/primitives';
import { validateCredentialPayload, verifyCredential } from 'did-jwt-vc';
import type { DIDDocument, DIDResolutionResult, Resolvable } from 'did-resolver';

import type { ResolvedDid } from '../did/did-document.ts';
import type { DidResolver } from '../did/resolve-did.ts';
import { parseCompactJws } from '../jose/compact-jws.ts';

/**
 * The second opinion on a VC-JWT of VCDM 1.1 (`jwt_vc_json`): `verifyCredential` of did-jwt-vc, whose reading of the JWT,
 * signature arithmetic, times and data model are code of others. To be asked after {@link verifyVcJwt}, which looks at
 * more, and only to refuse. Keys come from our own resolution, so it opens no second way to the network and shares what
 * that one gets wrong. It does not read VCDM 2.0 (`vc+jwt`).
 *
 * @returns whether did-jwt-vc takes the credential, and read the same payload
 * @throws what `resolveDid` throws: then there is no opinion
 */
export async function askDidJwtVc(options: { jwt: string; resolveDid: DidResolver; clock: Clock }): Promise<boolean> {
  const { jwt, clock } = options;
  let failure: { cause: unknown } | undefined;
  const resolver: Resolvable = {
    resolve: async (did) => {
      const resolved = await options.resolveDid(did).catch((cause: unknown) => {
        failure = { cause };
        throw cause;
      });
      return describeDid(resolved);
    },
  };
  try {
    // Whom a credential is for is not what a verifier's audience is about.
    const policies = { now: clock.now(), aud: false, format: false };
    const { payload, verifiableCredential } = await verifyCredential(jwt, resolver, {
      proofPurpose: 'assertionMethod',
      policies,
    });
    // The format apart and without its dates, which were held against the clock: it takes none after the year 5138 for
    // seconds, and some issuers write 9999 for "no end".
    const { expirationDate: _, ...credential } = verifiableCredential;
    validateCredentialPayload({ ...credential, issuanceDate: '' });
    return canonicalizeJson(payload) === canonicalizeJson(parseCompactJws(jwt).payload);
  } catch {
    if (failure !== undefined) throw failure.cause;
    return false;
  }
}

/** The keys that make assertions, in the form that did-jwt reads whatever the form of the document. */
function describeDid({ id, keys }: ResolvedDid): DIDResolutionResult {
  const didDocument: DIDDocument = {
    id,
    verificationMethod: keys.map((key) => ({
      id: key.id,
      type: 'JsonWebKey2020',
      controller: id,
      publicKeyJwk: key.publicJwk,
    })),
    assertionMethod: keys.map((key) => key.id),
  };
  return { didDocument, didDocumentMetadata: {}, didResolutionMetadata: { contentType: 'application/did+json' } };
}
