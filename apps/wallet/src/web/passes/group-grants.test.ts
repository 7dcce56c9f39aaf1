import { expect, it } from 'vitest';
import { groupGrants, isPassGrant, type PassGrant } from './group-grants.ts';

const grant = (policyId: string, account: string, answeredAt: number) =>
  ({ policyId, account, answeredAt }) as unknown as PassGrant;

it('puts renewals of one pass together, newest first, whatever the case of the address', () => {
  const grants = [grant('p', '0xAA', 3), grant('q', '0xaa', 2), grant('p', '0xaa', 1)];
  expect(groupGrants(grants).map((group) => group.map(({ answeredAt }) => answeredAt))).toEqual([[3, 1], [2]]);
});

it('knows a grant for a pass from one for a site', () => {
  const { account: _account, ...forSite } = grant('p', '0xaa', 1);
  expect([grant('p', '0xaa', 1), forSite].map(isPassGrant)).toEqual([true, false]);
});
