import { TypeMetadataError } from './type-metadata-error.ts';
import type { ClaimMetadata, TypeMetadata } from './z-type-metadata.ts';

/**
 * A type with what it inherits (draft-ietf-oauth-sd-jwt-vc §6.4, §6.6.5): own display, else the inherited one; claims by
 * path, own members first.
 *
 * @param chain the type itself first, then what it extends
 * @throws {TypeMetadataError} a type loosens what it extends
 */
export function mergeTypeMetadata(chain: readonly TypeMetadata[]): TypeMetadata {
  return chain.reduceRight((parent, child) => {
    const display = child.display ?? parent.display;
    const claims = mergeClaims(parent.claims ?? [], child.claims ?? []);
    return { ...child, ...(display === undefined ? {} : { display }), claims };
  });
}

function mergeClaims(parents: readonly ClaimMetadata[], children: readonly ClaimMetadata[]): ClaimMetadata[] {
  const byPath = new Map(parents.map((claim) => [JSON.stringify(claim.path), claim]));
  for (const child of children) {
    const key = JSON.stringify(child.path);
    const parent = byPath.get(key);
    if (parent !== undefined) assertNotLoosened(parent, child);
    byPath.set(key, { ...parent, ...child });
  }
  return [...byPath.values()];
}

function assertNotLoosened(parent: ClaimMetadata, child: ClaimMetadata): void {
  const { sd = 'allowed' } = parent;
  const changed = sd !== 'allowed' && (child.sd ?? sd) !== sd;
  if (changed || (parent.mandatory === true && child.mandatory === false)) {
    throw new TypeMetadataError('ERR_TYPE_METADATA_EXTENDS', 'A type loosens the type that it extends.');
  }
}
