import type { JsonValue } from '@postern/primitives';

import { selectClaim } from './select-claim.ts';
import type { ClaimPath, ClaimsCredentialQuery, ClaimsQuery } from './z-dcql-query.ts';

export type MatchedClaim = { path: ClaimPath; value: JsonValue };

/**
 * Claims of a credential that answer its query (OpenID4VP 1.0 §6.4.1): all of them, or those of the first claim set
 * that is complete. With `values`, one selected element must equal one of them, type and all. Wallet and verifier both judge by
 * this one reader, so that neither takes for there what the other does not find.
 *
 * @returns undefined when the credential does not answer; `unmet` tells a value that differs from a claim that is missing
 */
export function matchClaims(options: {
  query: Pick<ClaimsCredentialQuery, 'claims' | 'claim_sets'>;
  claims: JsonValue;
}): { matched: MatchedClaim[] } | { unmet: 'missing' | 'value' } {
  const { query, claims } = options;
  const wanted = query.claims ?? [];
  if (query.claim_sets === undefined) return matchAll(wanted, claims);
  const byId = new Map(wanted.map((claim) => [claim.id, claim]));
  const results = query.claim_sets.map((set) =>
    matchAll(
      set.flatMap((id) => byId.get(id) ?? []),
      claims,
    ),
  );
  const found = results.find((result) => 'matched' in result);
  return found ?? results.find((result) => 'unmet' in result && result.unmet === 'value') ?? { unmet: 'missing' };
}

function matchAll(wanted: readonly ClaimsQuery[], claims: JsonValue): ReturnType<typeof matchClaims> {
  const matched: MatchedClaim[] = [];
  for (const { path, values } of wanted) {
    const selected = selectClaim({ claims, path });
    const [first] = selected;
    if (first === undefined) return { unmet: 'missing' };
    if (values !== undefined && !selected.some((element) => values.includes(element as string | number | boolean))) {
      return { unmet: 'value' };
    }
    matched.push({ path, value: path.includes(null) ? selected : first });
  }
  return { matched };
}
