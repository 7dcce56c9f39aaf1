import { FIELD_ORDER, type FieldElement, toFieldElement } from '../field/field-element.ts';
import { keccak256ToBigint } from './keccak.ts';

/**
 * Names of all domain separators. They are part of the wire format: a name is never changed or reused, a new
 * meaning gets a new name. Generated into circom and Solidity, pinned by `domain-separators.test.ts`.
 */
export const DOMAIN_SEPARATOR_NAMES = {
  DS_ATTRIBUTE: 'postern/ds/attribute/1',
  DS_SEAL: 'postern/ds/seal/1',
  DS_HOLDER: 'postern/ds/holder/1',
  DS_NULLIFIER: 'postern/ds/nullifier/1',
  DS_ISSUER: 'postern/ds/issuer/1',
  DS_POLICY: 'postern/ds/policy/1',
} as const;

export type DomainSeparatorName = keyof typeof DOMAIN_SEPARATOR_NAMES;

/** `keccak256(name) mod r`: a field element that nobody chose. */
export function deriveTag(name: string): FieldElement {
  return toFieldElement(keccak256ToBigint(name) % FIELD_ORDER);
}

/** Value of each separator; the arity of the hash it opens is fixed by the function that uses it. */
export const DOMAIN_SEPARATORS: Readonly<Record<DomainSeparatorName, FieldElement>> = {
  DS_ATTRIBUTE: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_ATTRIBUTE),
  DS_SEAL: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_SEAL),
  DS_HOLDER: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_HOLDER),
  DS_NULLIFIER: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_NULLIFIER),
  DS_ISSUER: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_ISSUER),
  DS_POLICY: deriveTag(DOMAIN_SEPARATOR_NAMES.DS_POLICY),
};
