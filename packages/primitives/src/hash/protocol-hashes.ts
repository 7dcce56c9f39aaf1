import { FIELD_ORDER, type FieldElement } from '../field/field-element.ts';
import { DOMAIN_SEPARATORS, deriveTag } from './domain-separators.ts';
import { poseidon } from './poseidon.ts';

/** A point of Baby Jubjub in affine twisted Edwards form, as circomlib uses it. */
export type BabyJubjubPoint = readonly [x: bigint, y: bigint];

/** Slots of one credential schema (design: 16 attributes). */
export const ATTRIBUTE_COUNT = 16;

/** Field element that stands for a credential schema, e.g. `kyc-person/1`. */
export function hashSchemaName(name: string): FieldElement {
  return deriveTag(`postern/schema/${name}`);
}

/** Attribute token: hiding commitment to one attribute, bound to its slot. */
export function hashAttributeToken(options: { slot: number; value: bigint; blinding: bigint }): FieldElement {
  const tag = (DOMAIN_SEPARATORS.DS_ATTRIBUTE + BigInt(options.slot)) % FIELD_ORDER;
  return poseidon([tag, options.value, options.blinding]);
}

/** Commitment that the wallet hands to the issuer in place of the holder secret. */
export function hashHolderCommitment(holderSecret: bigint): FieldElement {
  return poseidon([DOMAIN_SEPARATORS.DS_HOLDER, holderSecret]);
}

/** One value per holder secret and scope; says nothing about either. */
export function hashNullifier(options: { holderSecret: bigint; scope: bigint }): FieldElement {
  return poseidon([DOMAIN_SEPARATORS.DS_NULLIFIER, options.holderSecret, options.scope]);
}

/** Where a seal's status bit lives: issuer (7 bits), list (16 bits), index (21 bits). */
export type StatusReference = { issuerId: number; listId: number; index: number };

/** `(issuerId · 2^16 + listId) · 2^21 + index`. */
export function packStatusReference(reference: StatusReference): bigint {
  return packListReference(reference) * 2n ** 21n + BigInt(reference.index);
}

/** `issuerId · 2^16 + listId`. */
export function packListReference(reference: { issuerId: number; listId: number }): bigint {
  return BigInt(reference.issuerId) * 2n ** 16n + BigInt(reference.listId);
}

export type SealMessageOptions = {
  schemaId: bigint;
  /** The 16 attribute tokens in slot order. */
  tokens: readonly bigint[];
  holderCommitment: bigint;
  status: StatusReference;
  /** Unix seconds. */
  validUntil: number;
};

/** The message that an issuer's seal key signs. */
export function hashSealMessage(options: SealMessageOptions): FieldElement {
  return poseidon([
    DOMAIN_SEPARATORS.DS_SEAL,
    options.schemaId,
    poseidon(options.tokens),
    options.holderCommitment,
    packStatusReference(options.status),
    BigInt(options.validUntil),
  ]);
}

/** Everything of a registry leaf that never changes after registration. */
export function hashIssuerCommitment(options: {
  key: BabyJubjubPoint;
  issuerId: number;
  listId: number;
  schemaId: bigint;
}): FieldElement {
  const keyHash = poseidon([DOMAIN_SEPARATORS.DS_ISSUER, options.key[0], options.key[1]]);
  return poseidon([keyHash, packListReference(options), options.schemaId]);
}

/** Leaf of the registry tree. */
export function hashRegistryLeaf(options: { issuerCommitment: bigint; statusRoot: bigint }): FieldElement {
  return poseidon([options.issuerCommitment, options.statusRoot]);
}

/** Message that proves possession of a seal key when its leaf is registered on one chain and registry. */
export function hashLeafRegistration(options: {
  chainId: number;
  /** Address of the trust registry as an integer below 2^160. */
  trustRegistry: bigint;
  issuerId: number;
  listId: number;
  schemaId: bigint;
}): FieldElement {
  return poseidon([
    DOMAIN_SEPARATORS.DS_ISSUER,
    BigInt(options.chainId),
    options.trustRegistry,
    packListReference(options),
    options.schemaId,
  ]);
}
