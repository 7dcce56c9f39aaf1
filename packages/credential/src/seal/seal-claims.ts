import {
  ATTRIBUTE_COUNT,
  FIELD_ORDER,
  type JsonValue,
  parseFieldElement,
  STATUS_LIST_SIZE,
  SUBGROUP_ORDER,
} from '@postern/primitives';
import { z } from 'zod';

import type { Seal } from './create-seal.ts';
import { SealError } from './verify-seal.ts';

/** A canonical decimal below the bound; one check, as a second one would run on text that the first refused. */
const zDecimalBelow = (bound: bigint) =>
  z.string().refine((text) => /^(0|[1-9][0-9]{0,76})$/.test(text) && BigInt(text) < bound);
const zField = zDecimalBelow(FIELD_ORDER);
const zPoint = z.tuple([zField, zField]);

/** `credentialSubject.seal` of a `KycSealCredential`: every number a canonical decimal string. */
export const zSealClaims = z.strictObject({
  schemaId: zField,
  values: z.array(zField).length(ATTRIBUTE_COUNT),
  blindings: z.array(zField).length(ATTRIBUTE_COUNT),
  issuerId: z.int().min(0).max(127),
  listId: z.int().min(0).max(0xffff),
  index: z
    .int()
    .min(0)
    .max(STATUS_LIST_SIZE - 1),
  validUntil: z.int().min(0),
  key: zPoint,
  signature: z.strictObject({ r8: zPoint, s: zDecimalBelow(SUBGROUP_ORDER) }),
});
export type SealClaims = z.infer<typeof zSealClaims>;

/** The seal as it stands inside its credential. */
export function sealToClaims(seal: Seal): SealClaims & { [member: string]: JsonValue } {
  const decimal = (value: bigint) => value.toString(10);
  return {
    schemaId: decimal(seal.schemaId),
    values: seal.values.map(decimal),
    blindings: seal.blindings.map(decimal),
    issuerId: seal.issuerId,
    listId: seal.listId,
    index: seal.index,
    validUntil: seal.validUntil,
    key: [decimal(seal.key[0]), decimal(seal.key[1])],
    signature: {
      r8: [decimal(seal.signature.r8[0]), decimal(seal.signature.r8[1])],
      s: decimal(seal.signature.s),
    },
  };
}

/**
 * Reads a seal strictly.
 *
 * @throws {SealError} anything but canonical numbers in their ranges
 */
export function sealFromClaims(claims: unknown): Seal {
  const parsed = zSealClaims.safeParse(claims);
  if (!parsed.success) throw new SealError('ERR_SEAL_MALFORMED', 'The seal is not written as the schema asks.');
  const { key, signature, values, blindings, schemaId, ...rest } = parsed.data;
  return {
    ...rest,
    schemaId: parseFieldElement(schemaId),
    values: values.map(parseFieldElement),
    blindings: blindings.map(parseFieldElement),
    key: [parseFieldElement(key[0]), parseFieldElement(key[1])],
    signature: {
      r8: [parseFieldElement(signature.r8[0]), parseFieldElement(signature.r8[1])],
      s: parseFieldElement(signature.s),
    },
  };
}
