import {
  assertSealMatchesClaims,
  KYC_PERSON_SCHEMA,
  jwkThumbprint,
  KYC_SEAL_CREDENTIAL_TYPE,
  type PersonClaims,
  type PublicJwk,
  resolveDidJwk,
  type Seal,
  sealFromClaims,
  verifySeal,
  zPersonClaims,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';

import { HolderError } from '../error.ts';
import { createDidResolver } from '../http/fetch-json.ts';
import type { HttpClient, RegistryReader } from '../ports.ts';
import type { StoredDocument } from '../store/stored-credential.ts';
import { didOfIssuer } from './did-of-issuer.ts';
import type { ReceivedItem } from './issuance-session.ts';
import { verifyVcJwtTwice } from './verify-vc-jwt-twice.ts';

/**
 * Checks a seal (our extension) and the documents that came with it: the credential that carries it, its signature over
 * the own holder commitment, its key against a registry leaf on chain, and that every document states its values.
 *
 * @throws {HolderError} ERR_CREDENTIAL_ISSUER, ERR_CREDENTIAL_KEY, ERR_CREDENTIAL_INCOMPLETE, ERR_SEAL_SCHEMA,
 *   ERR_SEAL_EXPIRED, ERR_SEAL_ISSUER_UNKNOWN, ERR_CREDENTIAL_SECOND_OPINION
 * @throws {SealError} ERR_SEAL_FORGED, ERR_SEAL_MALFORMED
 * @throws {ClaimsError} ERR_CLAIMS_DIFFER_FROM_SEAL
 */
export async function verifySealItem(options: {
  item: ReceivedItem;
  documents: readonly StoredDocument[];
  credentialIssuer: string;
  holderCommitment: bigint;
  http: HttpClient;
  chain: RegistryReader;
  clock: Clock;
}): Promise<{ seal: Seal; claims: PersonClaims }> {
  const { item, documents, credentialIssuer, clock } = options;
  const issuerDid = didOfIssuer(credentialIssuer);
  const verified = await verifyVcJwtTwice({
    jwt: item.credentials[0]!,
    clock,
    expectedType: KYC_SEAL_CREDENTIAL_TYPE,
    resolveDid: createDidResolver(options.http),
  });
  const isOfIssuer = ({ issuedBy }: StoredDocument) => issuedBy === issuerDid || issuedBy === credentialIssuer;
  if (verified.issuer !== issuerDid || !documents.every(isOfIssuer)) {
    throw new HolderError('ERR_CREDENTIAL_ISSUER', 'The credential is of another issuer than the offer.');
  }
  if (!(await isDidOfKey(verified.subject, item.keys[0]!.publicJwk))) {
    throw new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to another key.');
  }
  const seal = sealFromClaims(verified.credentialSubject['seal']);
  verifySeal({ seal, holderCommitment: options.holderCommitment });
  if (seal.schemaId !== KYC_PERSON_SCHEMA.schemaId) {
    throw new HolderError('ERR_SEAL_SCHEMA', 'The seal has a schema that this wallet does not know.');
  }
  if (seal.validUntil <= clock.now()) throw new HolderError('ERR_SEAL_EXPIRED', 'The seal has expired.');
  await assertSealKeyIsRegistered(seal, options.chain);
  const [claims] = documents.map(personClaimsOf);
  if (claims === undefined) {
    throw new HolderError('ERR_CREDENTIAL_INCOMPLETE', 'A seal came without the credential that it belongs to.');
  }
  for (const document of documents) assertSealMatchesClaims({ seal, claims: personClaimsOf(document) });
  return { seal, claims: zPersonClaims.parse(claims) };
}

/** A did:jwk of the key, in whatever order its members are written. */
async function isDidOfKey(did: string, publicJwk: PublicJwk): Promise<boolean> {
  if (!did.startsWith('did:jwk:')) return false;
  const [key] = resolveDidJwk(did).keys;
  return key !== undefined && (await jwkThumbprint(key.publicJwk)) === (await jwkThumbprint(publicJwk));
}

/** Where a document holds the claims about the person. */
function personClaimsOf({ format, claims }: StoredDocument): unknown {
  return format === 'dc+sd-jwt' ? claims : claims['credentialSubject'];
}

/** A seal under a key that no registry lists would be refused at every gate. */
async function assertSealKeyIsRegistered(seal: Seal, chain: RegistryReader): Promise<void> {
  const leaves = await chain.readRegistryLeaves();
  const isRegistered = leaves.some(
    (leaf) =>
      leaf.issuerId === seal.issuerId &&
      leaf.listId === seal.listId &&
      leaf.active &&
      leaf.schemaId === seal.schemaId &&
      leaf.key[0] === seal.key[0] &&
      leaf.key[1] === seal.key[1],
  );
  if (!isRegistered) throw new HolderError('ERR_SEAL_ISSUER_UNKNOWN', 'The seal key is not in the trust registry.');
}
