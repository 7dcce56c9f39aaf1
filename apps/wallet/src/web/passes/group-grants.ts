import type { GrantRecord } from '@postern/holder';

/** A grant to an account: a pass on chain may have come of it. */
export type PassGrant = GrantRecord & { account: string };

/** Whether a grant was for a pass; others were for one site's session. */
export const isPassGrant = (grant: GrantRecord): grant is PassGrant => grant.account !== undefined;

/** Grants of one policy and account belong to one pass; the newest stands first. Input and groups: newest first. */
export function groupGrants(grants: readonly PassGrant[]): [PassGrant, ...PassGrant[]][] {
  const groups = new Map<string, [PassGrant, ...PassGrant[]]>();
  for (const grant of grants) {
    const key = `${grant.policyId} ${grant.account}`.toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [grant]);
    else group.push(grant);
  }
  return [...groups.values()];
}
