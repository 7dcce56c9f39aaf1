import type { GrantRecord } from '@postern/holder';

/** Grants of one policy and account belong to one pass; the newest stands first. Input and groups: newest first. */
export function groupGrants(grants: readonly GrantRecord[]): [GrantRecord, ...GrantRecord[]][] {
  const groups = new Map<string, [GrantRecord, ...GrantRecord[]]>();
  for (const grant of grants) {
    const key = `${grant.policyId} ${grant.account}`.toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [grant]);
    else group.push(grant);
  }
  return [...groups.values()];
}
