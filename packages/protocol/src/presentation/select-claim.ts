import type { JsonValue } from '@postern/primitives';

import type { ClaimPath } from './z-dcql-query.ts';

/**
 * Elements that a claims path pointer selects (OpenID4VP 1.0 §7.1). The specification's errors (a name in something
 * that is no object, an index or `null` in something that is no array) select nothing, like a missing member. Only own
 * members and real elements are there: `length` of a list and `toString` of an object are not.
 */
export function selectClaim(options: { claims: JsonValue; path: ClaimPath }): JsonValue[] {
  let selected: JsonValue[] = [options.claims];
  for (const step of options.path) {
    const next: JsonValue[] = [];
    for (const element of selected) {
      if (typeof step === 'string') {
        if (element === null || typeof element !== 'object' || Array.isArray(element)) return [];
        if (Object.hasOwn(element, step)) next.push(element[step] as JsonValue);
      } else {
        if (!Array.isArray(element)) return [];
        if (step === null) next.push(...element);
        else if (step < element.length) next.push(element[step] as JsonValue);
      }
    }
    selected = next;
  }
  return selected;
}
