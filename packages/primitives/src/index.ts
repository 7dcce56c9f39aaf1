export { isLocalChain } from './chain/is-local-chain.ts';
export { nameChain } from './chain/name-chain.ts';
export { compressEcPoint, CurveError, decodeEcPoint, type EcCurveName, type EcPoint } from './curve/ec-points.ts';
export { deriveSecp256k1PublicKey, signEcdsaSecp256k1, verifyEcdsaSecp256k1 } from './curve/ecdsa-secp256k1.ts';
export { deriveEd25519PublicKey, signEd25519, verifyEd25519 } from './curve/ed25519.ts';
export {
  base64UrlToBytes,
  bigintToBytes,
  bytesToBase64Url,
  bytesToBigint,
  bytesToHex,
  concatBytes,
  EncodingError,
  hexToBytes,
} from './encoding/bytes.ts';
export { SUBGROUP_ORDER } from './eddsa/baby-jubjub.ts';
export {
  deriveEddsaPublicKey,
  EddsaError,
  type EddsaSignature,
  signEddsa,
  signEddsaWithKey,
} from './eddsa/sign-eddsa.ts';
export { isOnCurve, verifyEddsa } from './eddsa/verify-eddsa.ts';
export { PosternError, type PosternErrorOptions } from './error.ts';
export {
  FIELD_ORDER,
  type FieldElement,
  FieldElementError,
  formatFieldElement,
  parseFieldElement,
  toFieldElement,
} from './field/field-element.ts';
export {
  deriveTag,
  DOMAIN_SEPARATOR_NAMES,
  DOMAIN_SEPARATORS,
  type DomainSeparatorName,
} from './hash/domain-separators.ts';
export { keccak256, keccak256ToBigint } from './hash/keccak.ts';
export { poseidon, PoseidonError } from './hash/poseidon.ts';
export {
  ATTRIBUTE_COUNT,
  type BabyJubjubPoint,
  hashAttributeToken,
  hashHolderCommitment,
  hashIssuerCommitment,
  hashLeafRegistration,
  hashNullifier,
  hashRegistryLeaf,
  hashSchemaName,
  hashSealMessage,
  packListReference,
  packStatusReference,
  type SealMessageOptions,
  type StatusReference,
} from './hash/protocol-hashes.ts';
export { canonicalizeJson, CanonicalJsonError } from './json/canonicalize-json.ts';
export { type JsonValue, parseStrictJson, StrictJsonError } from './json/parse-strict-json.ts';
export {
  createRegistryTree,
  getRegistryPath,
  REGISTRY_TREE_DEPTH,
  REGISTRY_TREE_LEAVES,
  type RegistryPath,
  type RegistryTree,
  RegistryTreeError,
} from './merkle/registry-tree.ts';
export {
  assertStatusIndex,
  createStatusBits,
  createStatusTree,
  getStatusBit,
  getStatusPath,
  setStatusBit,
  STATUS_BITS_BYTES,
  STATUS_LEAF_BITS,
  STATUS_LIST_SIZE,
  STATUS_TREE_ARITY,
  STATUS_TREE_DEPTH,
  type StatusPath,
  type StatusTree,
  StatusTreeError,
} from './merkle/status-tree.ts';
export type { Clock, Random } from './ports.ts';
export {
  assertSessionBinding,
  computeAccountBinding,
  computeChainScope,
  computeSessionBinding,
  computeVerifierScope,
  ScopeError,
} from './scope/compute-scope.ts';
export {
  type DateNumber,
  dateNumberFromIso,
  dateNumberFromUnixSeconds,
  DateNumberError,
  dateNumberToIso,
} from './time/date-number.ts';
export { endOfDay } from './time/valid-until.ts';
