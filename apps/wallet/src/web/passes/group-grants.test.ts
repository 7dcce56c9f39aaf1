import type { GrantRecord } from '@postern/holder';
import { expect, it } from 'vitest';
import { groupGrants } from './group-grants.ts';

const grant = (policyId: string, account: string, answeredAt: number) =>
  ({ policyId, account, answeredAt }) as unknown as GrantRecord;

it('puts renewals of one pass together, newest first, whatever the case of the address', () => {
  const grants = [grant('p', '0xAA', 3), grant('q', '0xaa', 2), grant('p', '0xaa', 1)];
  expect(groupGrants(grants).map((group) => group.map(({ answeredAt }) => answeredAt))).toEqual([[3, 1], [2]]);
});
