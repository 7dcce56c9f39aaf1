import { type FieldElement, PosternError } from '@postern/primitives';

export class SchemaError extends PosternError<'ERR_SCHEMA_VALUE_TOO_WIDE' | 'ERR_SCHEMA_VALUE_UNKNOWN'> {}

/** How the integer in a slot is read. */
export type AttributeKind = 'date' | 'country' | 'code' | 'level' | 'flags' | 'time' | 'hash';

/** One of the 16 slots of a credential schema. */
export type SchemaAttribute = {
  slot: number;
  name: string;
  kind: AttributeKind;
  /** Widest value in bits; `null` for a field hash, which no predicate may read. */
  bits: number | null;
};

/** A credential schema: its name, its field element, its 16 slots in order. */
export type CredentialSchema = { name: string; schemaId: FieldElement; attributes: readonly SchemaAttribute[] };

/**
 * Refuses a value that its slot cannot hold, so that no proof reads a wrapped number.
 *
 * @throws {SchemaError} wider than the slot
 */
export function assertAttributeWidth(attribute: SchemaAttribute, value: bigint): void {
  if (attribute.bits !== null && (value < 0n || value >> BigInt(attribute.bits) !== 0n)) {
    throw new SchemaError('ERR_SCHEMA_VALUE_TOO_WIDE', 'The value does not fit its attribute slot.', {
      details: { slot: attribute.slot, bits: attribute.bits },
    });
  }
}
