import type { ClaimNode } from './process-disclosures.ts';
import { SdJwtError } from './sd-jwt-error.ts';

/** Claims path pointer (OpenID4VP 1.0 §7): a member, an element, or with `null` all elements of an array. */
export type ClaimPath = readonly (string | number | null)[];

/**
 * Positions of the disclosures that show these claims: each claim with everything in it and everything it hangs on.
 * Elements are counted in the holder's view, where all are disclosed.
 *
 * @throws {SdJwtError} a path that leads to no claim
 */
export function selectDisclosures(options: {
  nodes: readonly ClaimNode[];
  paths: readonly ClaimPath[];
}): ReadonlySet<number> {
  const selected = new Set<number>();
  for (const wanted of options.paths) {
    const found = wanted.length === 0 ? [] : options.nodes.filter((node) => leadsThrough(node, wanted));
    if (found.length === 0) throw new SdJwtError('ERR_SD_JWT_CLAIM_MISSING', 'The credential has no such claim.');
    for (const node of found) for (const position of node.disclosures) selected.add(position);
  }
  return selected;
}

function leadsThrough(node: ClaimNode, wanted: ClaimPath): boolean {
  return wanted.every((part, depth) => {
    const own = node.path[depth];
    return part === null ? typeof own === 'number' : own === part;
  });
}
