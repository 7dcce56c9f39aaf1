import {
  assertSealMatchesClaims,
  didJwkFromPublicJwk,
  jwkThumbprint,
  KYC_PERSON_CREDENTIAL_TYPE,
  KYC_PERSON_SCHEMA,
  KYC_SEAL_CREDENTIAL_TYPE,
  type P256PublicJwk,
  type PersonClaims,
  type Seal,
  sealFromClaims,
  toP256PublicJwk,
  verifySdJwtVc,
  verifySeal,
  verifyVcJwt,
  type VerifiedVcJwt,
  zPersonClaims,
} from '@postern/credential';
import type { Clock } from '@postern/primitives';
import { CONFIGURATION_IDS } from '@postern/protocol';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { createDidResolver, fetchJson } from '../http/fetch-json.ts';
import type { HolderChain, HttpClient } from '../ports.ts';
import { didOfIssuer } from './did-of-issuer.ts';
import { type IssuerProfile, wellKnownUrl } from './fetch-issuer-metadata.ts';
import type { RawCredential } from './request-credential.ts';

/** The three credentials of one issuance, as they came. */
export type RawCredentialSet = { sdJwt: RawCredential; jwt: RawCredential; seal: RawCredential };

/** What they say, after every check. */
export type VerifiedCredentialSet = { claims: PersonClaims; seal: Seal };

const zJwtVcIssuer = z.looseObject({
  issuer: z.string(),
  jwks: z.looseObject({ keys: z.array(z.looseObject({ kid: z.string() })) }),
});

export type VerifyReceivedCredentialsOptions = {
  issuer: IssuerProfile;
  raw: RawCredentialSet;
  holderCommitment: bigint;
  http: HttpClient;
  chain: HolderChain;
  clock: Clock;
};

/**
 * Checks everything that an issuer sent before it is kept: signatures, types and holder keys of the SD-JWT VC and both
 * VC-JWTs; the seal's signature over the own holder commitment; the seal key against the registry leaf on chain; and
 * that both off-chain credentials state the seal's values.
 *
 * @throws {HolderError} ERR_CREDENTIAL_ISSUER, ERR_CREDENTIAL_KEY, ERR_SEAL_SCHEMA, ERR_SEAL_EXPIRED,
 *   ERR_SEAL_ISSUER_UNKNOWN
 * @throws {SealError} ERR_SEAL_FORGED, ERR_SEAL_MALFORMED
 * @throws {ClaimsError} ERR_CLAIMS_DIFFER_FROM_SEAL
 */
export async function verifyReceivedCredentials(
  options: VerifyReceivedCredentialsOptions,
): Promise<VerifiedCredentialSet> {
  const sdJwtClaims = await verifySdJwt(options);
  const { credentialSubject } = await verifyVc(options, options.raw.jwt, KYC_PERSON_CREDENTIAL_TYPE);
  const sealCredential = await verifyVc(options, options.raw.seal, KYC_SEAL_CREDENTIAL_TYPE);
  const seal = sealFromClaims(sealCredential.credentialSubject['seal']);
  verifySeal({ seal, holderCommitment: options.holderCommitment });
  if (seal.schemaId !== KYC_PERSON_SCHEMA.schemaId) {
    throw new HolderError('ERR_SEAL_SCHEMA', 'The seal has a schema that this wallet does not know.');
  }
  if (seal.validUntil <= options.clock.now()) throw new HolderError('ERR_SEAL_EXPIRED', 'The seal has expired.');
  await assertSealKeyIsRegistered(seal, options.chain);
  assertSealMatchesClaims({ seal, claims: sdJwtClaims });
  assertSealMatchesClaims({ seal, claims: credentialSubject });
  return { claims: zPersonClaims.parse(sdJwtClaims), seal };
}

async function verifySdJwt(options: VerifyReceivedCredentialsOptions): Promise<unknown> {
  const { issuer, raw, http, clock } = options;
  const {
    issuer: signedBy,
    claims,
    holderJwk,
  } = await verifySdJwtVc({
    token: raw.sdJwt.credential,
    clock,
    expectedVct: issuer.metadata.credential_configurations_supported[CONFIGURATION_IDS.sdJwt]?.vct ?? '',
    resolveIssuerKey: ({ kid }) => fetchIssuerKey(issuer.credentialIssuer, kid, http),
  });
  if (signedBy !== issuer.credentialIssuer) {
    throw new HolderError('ERR_CREDENTIAL_ISSUER', 'The credential is of another issuer than the offer.');
  }
  if (holderJwk === undefined || (await jwkThumbprint(holderJwk)) !== (await jwkThumbprint(raw.sdJwt.key.publicJwk))) {
    throw new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to another key.');
  }
  return claims;
}

async function verifyVc(
  options: VerifyReceivedCredentialsOptions,
  raw: RawCredential,
  expectedType: string,
): Promise<VerifiedVcJwt> {
  const did = didOfIssuer(options.issuer.credentialIssuer);
  const verified = await verifyVcJwt({
    jwt: raw.credential,
    clock: options.clock,
    expectedType,
    resolveDid: createDidResolver(options.http),
  });
  if (verified.issuer !== did) {
    throw new HolderError('ERR_CREDENTIAL_ISSUER', 'The credential is of another issuer than the offer.');
  }
  if (verified.subject !== didJwkFromPublicJwk(raw.key.publicJwk)) {
    throw new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to another key.');
  }
  return verified;
}

/** Key of an SD-JWT VC issuer by its own metadata (draft-ietf-oauth-sd-jwt-vc §5). */
async function fetchIssuerKey(credentialIssuer: string, kid: unknown, http: HttpClient): Promise<P256PublicJwk> {
  const { status, json } = await fetchJson({
    http,
    request: { url: wellKnownUrl(credentialIssuer, 'jwt-vc-issuer') },
  });
  const parsed = zJwtVcIssuer.safeParse(json);
  if (status !== 200 || !parsed.success || parsed.data.issuer !== credentialIssuer) {
    throw new HolderError('ERR_ISSUER_METADATA', 'The issuer keys are missing or of another issuer.');
  }
  const key = parsed.data.jwks.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) throw new HolderError('ERR_CREDENTIAL_ISSUER', 'The signing key is not one of the issuer.');
  return toP256PublicJwk(key);
}

/** A seal under a key that the chain does not list would be refused at every gate. */
async function assertSealKeyIsRegistered(seal: Seal, chain: HolderChain): Promise<void> {
  const leaves = await chain.readRegistryLeaves();
  const leaf = leaves.find((candidate) => candidate.issuerId === seal.issuerId && candidate.listId === seal.listId);
  const isRegistered =
    leaf !== undefined &&
    leaf.active &&
    leaf.schemaId === seal.schemaId &&
    leaf.key[0] === seal.key[0] &&
    leaf.key[1] === seal.key[1];
  if (!isRegistered) throw new HolderError('ERR_SEAL_ISSUER_UNKNOWN', 'The seal key is not in the trust registry.');
}
