import {
  type BabyJubjubPoint,
  bytesToBigint,
  type EddsaSignature,
  FIELD_ORDER,
  hashAttributeToken,
  hashSealMessage,
  type Random,
  signEddsaWithKey,
  type StatusReference,
} from '@postern/primitives';

/** Attribute values with their blindings, signed for one holder commitment: what proofs are made from. */
export type Seal = {
  schemaId: bigint;
  /** 16 values in slot order and the blindings of their tokens. */
  values: readonly bigint[];
  blindings: readonly bigint[];
  issuerId: number;
  listId: number;
  index: number;
  /** Unix seconds, the end of a month. */
  validUntil: number;
  key: BabyJubjubPoint;
  signature: EddsaSignature;
};

/** A uniform field element: 384 random bits reduced, bias below 2^-128. */
export function createRandomFieldElement(random: Random): bigint {
  return bytesToBigint(random.bytes(48)) % FIELD_ORDER;
}

export type CreateSealOptions = {
  schemaId: bigint;
  values: readonly bigint[];
  holderCommitment: bigint;
  status: StatusReference;
  validUntil: number;
  /** 32 bytes of the issuer's seal key. */
  privateKey: Uint8Array;
  random: Random;
};

/** Signs the attribute tokens of one person for one holder commitment. Blindings are fresh every time. */
export function createSeal(options: CreateSealOptions): Seal {
  const { schemaId, values, holderCommitment, status, validUntil, privateKey, random } = options;
  const blindings = values.map(() => createRandomFieldElement(random));
  const message = hashSealMessage({
    schemaId,
    tokens: values.map((value, slot) => hashAttributeToken({ slot, value, blinding: blindings[slot]! })),
    holderCommitment,
    status,
    validUntil,
  });
  return {
    schemaId,
    values: [...values],
    blindings,
    ...status,
    validUntil,
    ...signEddsaWithKey({ privateKey, message }),
  };
}
