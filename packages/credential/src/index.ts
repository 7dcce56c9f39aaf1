export { encodePersonAttributes } from './attribute/encode-person-attributes.ts';
export { AGE_CLAIM_NAMES, type AgeClaimName } from './attribute/age-claims.ts';
export {
  ClaimsError,
  claimsToSlotValues,
  PERSON_CLAIM_GROUPS,
  PERSON_CLAIM_NAMES,
  type PersonClaims,
  personRecordToClaims,
  zPersonClaims,
} from './attribute/person-claims.ts';
export { PROVABLE_NATIONALITIES } from './attribute/encode-nationalities.ts';
export { type PersonRecord } from './attribute/person-record.ts';
export {
  COUNTRY_CODES,
  CountryError,
  countryNumeric,
  NATIONALITY_CODES,
  nationalityCode,
  nationalityName,
  nationalityNumeric,
} from './country/country-codes.ts';
export {
  type BoundedCacheOptions,
  createBoundedCache,
} from './cache/create-bounded-cache.ts';
export {
  createDidConfiguration,
  DID_CONFIGURATION_PATH,
  DidConfigurationError,
  verifyDidConfiguration,
} from './did/did-configuration.ts';
export {
  DidError,
  type ResolvedDid,
  selectDidKey,
  type VerificationKey,
} from './did/did-document.ts';
export {
  didJwkAsWritten,
  didJwkFromPublicJwk,
  resolveDidJwk,
} from './did/did-jwk.ts';
export {
  didKeyFromPublicJwk,
  didKeyUrl,
  resolveDidKey,
} from './did/did-key.ts';
export { didWebDocumentUrl } from './did/did-web.ts';
export { parseDidDocument } from './did/parse-did-document.ts';
export {
  createDidResolver,
  type CreateDidResolverOptions,
  type DidResolver,
  type FetchText,
  resolveDid,
  type ResolveDidOptions,
} from './did/resolve-did.ts';
export {
  createIssuerKeyResolver,
  type CreateIssuerKeyResolverOptions,
  type VerifyChain,
} from './issuer-key/create-issuer-key-resolver.ts';
export {
  fetchIssuerKeys,
  type IssuerKeySet,
  selectIssuerKey,
} from './issuer-key/fetch-issuer-keys.ts';
export { IssuerKeyError } from './issuer-key/issuer-key-error.ts';
export { jwtVcIssuerUrl } from './issuer-key/jwt-vc-issuer-url.ts';
export {
  type JsonObject,
  parseCompactJws,
  signCompactJws,
  type UnverifiedJws,
  verifyCompactJws,
  verifyParsedJws,
} from './jose/compact-jws.ts';
export {
  decryptCompactJwe,
  encryptCompactJwe,
  type EncryptCompactJweOptions,
  type JweContentEncryption,
  JweError,
} from './jose/compact-jwe.ts';
export {
  createEd25519Signer,
  createP256Signer,
  createSecp256k1Signer,
  type JwsSigner,
} from './jose/create-signer.ts';
export {
  createDpopProof,
  DPOP_TYP,
  DpopError,
  type VerifiedDpopProof,
  verifyDpopProof,
} from './jose/dpop-proof.ts';
export {
  jwkThumbprint,
  sha256,
} from './jose/jwk-thumbprint.ts';
export { JwsError } from './jose/jws-error.ts';
export { CLOCK_SKEW_SECONDS, findJwtTimeFault, type JwtTimeFault, JwtTimesError } from './jose/jwt-times.ts';
export {
  algorithmOfJwk,
  type Ed25519PublicJwk,
  type JwsAlgorithm,
  type P256PublicJwk,
  type PublicJwk,
  type Secp256k1PublicJwk,
  toP256PublicJwk,
  toPublicJwk,
  toVerificationJwk,
} from './jose/public-jwk.ts';
export {
  assertAttributeWidth,
  type AttributeKind,
  type CredentialSchema,
  type SchemaAttribute,
  SchemaError,
} from './schema/credential-schema.ts';
export { ENTITY_FLAG_BIT, type EntityFlagName, KYC_ENTITY_SCHEMA } from './schema/kyc-entity.ts';
export {
  ASSURANCE_LEVEL,
  DILIGENCE_LEVEL,
  DOCUMENT_TYPE,
  FLAG_BIT,
  type FlagName,
  KYC_PERSON_SCHEMA,
  PERSON_SLOT,
} from './schema/kyc-person.ts';
export {
  createSdJwtVc,
  type CreateSdJwtVcOptions,
} from './sd-jwt/create-sd-jwt-vc.ts';
export {
  KEY_BINDING_TYP,
  presentSdJwtVc,
  type PresentSdJwtVcOptions,
} from './sd-jwt/present-sd-jwt-vc.ts';
export {
  type ClaimNode,
  indexDisclosures,
  processDisclosures,
} from './sd-jwt/process-disclosures.ts';
export {
  parseSdJwt,
  type UnverifiedSdJwt,
} from './sd-jwt/parse-sd-jwt.ts';
export { SdJwtError } from './sd-jwt/sd-jwt-error.ts';
export { type ClaimPath } from './sd-jwt/select-disclosures.ts';
export {
  type IssuerKey,
  type ResolveIssuerKey,
  SD_JWT_VC_TYP,
  type VerifiedSdJwtVc,
  verifySdJwtVc,
  type VerifySdJwtVcOptions,
} from './sd-jwt/verify-sd-jwt-vc.ts';
export {
  verifySdJwtVcPresentation,
  type VerifySdJwtVcPresentationOptions,
} from './sd-jwt/verify-sd-jwt-vc-presentation.ts';
export {
  createRandomFieldElement,
  createSeal,
  type CreateSealOptions,
  type Seal,
} from './seal/create-seal.ts';
export {
  type SealClaims,
  sealFromClaims,
  sealToClaims,
  zSealClaims,
} from './seal/seal-claims.ts';
export {
  assertSealMatchesClaims,
  SealError,
  verifySeal,
} from './seal/verify-seal.ts';
export {
  decodeBitstringList,
  encodeBitstringList,
} from './status/bitstring-status-list.ts';
export {
  createStatusChecker,
  type CreateStatusCheckerOptions,
  type CredentialStatus,
  type StatusChecker,
  type StatusReading,
} from './status/create-status-checker.ts';
export { type CompanionList } from './status/verified-status-list.ts';
export { StatusListError } from './status/status-list-error.ts';
export {
  createBitstringStatusListPayload,
  createBitstringStatusListVcdm2Payload,
  createTokenStatusListPayload,
  TOKEN_STATUS_LIST_TYP,
} from './status/status-list-payloads.ts';
export {
  combineStatusBits,
  decodeTokenStatusList,
  encodeTokenStatusList,
  readTokenStatus,
} from './status/token-status-list.ts';
export {
  createKycVcPayload,
  createSealVcPayload,
  KYC_PERSON_CREDENTIAL_TYPE,
  KYC_SEAL_CREDENTIAL_TYPE,
  type VcPayload,
} from './vc-jwt/create-vc-payload.ts';
export {
  readStatusValue,
  type VerifiedStatusList,
} from './status/verified-status-list.ts';
export { verifyBitstringStatusList } from './status/verify-bitstring-status-list.ts';
export { verifyTokenStatusList } from './status/verify-token-status-list.ts';
export { assertClaimsMatchType } from './type-metadata/assert-claims-match-type.ts';
export {
  createTypeMetadata,
  type TypeMetadataDocument,
} from './type-metadata/create-type-metadata.ts';
export {
  fetchTypeMetadata,
  type FetchTypeMetadataOptions,
} from './type-metadata/fetch-type-metadata.ts';
export {
  computeIntegrity,
  hasIntegrity,
} from './type-metadata/integrity.ts';
export { TypeMetadataError } from './type-metadata/type-metadata-error.ts';
export { type TypeMetadata } from './type-metadata/z-type-metadata.ts';
export { createVcdm2Payload } from './vc-jwt/create-vcdm2-payload.ts';
export {
  type BitstringStatusReference,
  createBitstringStatusEntry,
  formatMoment,
} from './vc-jwt/status-entry.ts';
export { VcJwtError } from './vc-jwt/vc-jwt-error.ts';
export { type VerifiedVcJwt, type VerifyVcJwtOptions } from './vc-jwt/verified-vc-jwt.ts';
export { VC_JWT_TYP, verifyVcJwt } from './vc-jwt/verify-vc-jwt.ts';
export {
  VCDM2_CONTEXT,
  VCDM2_JWT_TYP,
  verifyVcdm2Jwt,
} from './vc-jwt/verify-vcdm2-jwt.ts';
export {
  CREDENTIAL_CHECKS,
  type CredentialCheck,
  CredentialCheckError,
  type CredentialCheckName,
  type CredentialVerdict,
} from './verify/credential-check.ts';
export {
  type CredentialFormat,
  detectFormat,
  type UnverifiedCredential,
} from './verify/detect-format.ts';
export { type CredentialBound, findMissingBound } from './verify/find-missing-bound.ts';
export {
  type CredentialVerification,
  type CredentialView,
  type IssuerCandidate,
  type StatusReference,
  verifyCredential,
  type VerifyCredentialOptions,
} from './verify/verify-credential.ts';
export {
  createVpJwt,
  type CreateVpJwtOptions,
} from './vp-jwt/create-vp-jwt.ts';
export { VpJwtError } from './vp-jwt/vp-jwt-error.ts';
export {
  type VerifiedVpJwt,
  verifyVpJwt,
  type VerifyVpJwtOptions,
} from './vp-jwt/verify-vp-jwt.ts';
export { type CertificateView } from './x509/certificate-view.ts';
