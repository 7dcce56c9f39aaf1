import { type ResolvedDid, type VerifiedVcJwt, verifyVcJwt, type VerifyVcJwtOptions } from '@postern/credential';

import { HolderError } from '../error.ts';

/**
 * Verifies a VC-JWT of VCDM 1.1 by our reader and, once that one took it, by did-jwt-vc, which can only refuse. The
 * issuer's document is fetched once for both. did-jwt-vc is large: it is loaded when the first such credential comes.
 *
 * @throws {HolderError} ERR_CREDENTIAL_SECOND_OPINION the two disagree, so at least one of them is at fault
 * @throws what `verifyVcJwt` throws
 */
export async function verifyVcJwtTwice(options: VerifyVcJwtOptions): Promise<VerifiedVcJwt> {
  const { jwt, clock } = options;
  const documents = new Map<string, Promise<ResolvedDid>>();
  const resolveDid = (did: string): Promise<ResolvedDid> => {
    const resolving = documents.get(did) ?? options.resolveDid(did);
    documents.set(did, resolving);
    return resolving;
  };
  const verified = await verifyVcJwt({ ...options, resolveDid });
  const { askDidJwtVc } = await import('@postern/credential/second-opinion');
  if (!(await askDidJwtVc({ jwt, resolveDid, clock }))) {
    throw new HolderError('ERR_CREDENTIAL_SECOND_OPINION', 'A second, independent check does not take the credential.');
  }
  return verified;
}
