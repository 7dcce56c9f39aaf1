import type { StaffAccount } from '@postern/protocol';
import { expect, it } from 'vitest';
import { renderPage } from '../testing/render-page.tsx';
import { AccountPage } from './account-page.tsx';

const AT = 1_795_000_000;
const account = (facts: Partial<StaffAccount>): StaffAccount => ({
  passkeys: [{ id: 'p1', createdAt: AT, regressedAt: null }],
  members: [{ staffId: 'second', name: 'Ines Moreau', role: 'approver', warnings: 0, removable: false }],
  keys: [{ keyName: 'key-1', createdAt: AT, retiredAt: null, revokedAt: null, proposedBy: null }],
  ...facts,
});
const buttonsOf = async (facts: Partial<StaffAccount>) => {
  const { host } = await renderPage(<AccountPage />, { at: '/account', answer: () => account(facts) });
  return [...host.querySelectorAll('main button, section button')].map((button) => button.textContent);
};

it('offers no removal of the last passkey, and of either of two', async () => {
  expect(await buttonsOf({})).not.toContain('Remove passkey 1');
  const passkeys = ['p1', 'p2'].map((id) => ({ id, createdAt: AT, regressedAt: null }));
  expect(await buttonsOf({ passkeys })).toEqual(expect.arrayContaining(['Remove passkey 1', 'Remove passkey 2']));
});

it('offers what the member may do, and nothing more for a revoked key', async () => {
  const removable = [{ staffId: 'second', name: 'Ines Moreau', role: 'approver', warnings: 1, removable: true }];
  expect(await buttonsOf({ members: removable })).toContain('Remove Ines Moreau');
  expect(await buttonsOf({})).not.toContain('Remove Ines Moreau');
  const [key] = account({}).keys;
  if (key === undefined) throw new Error('no key');
  const proposed = { ...key, proposedBy: { staffId: 'second', name: 'Ines Moreau' } };
  expect(await buttonsOf({ keys: [proposed] })).toEqual(expect.arrayContaining(['Revoke key-1 now', 'Withdraw']));
  expect((await buttonsOf({ keys: [{ ...key, revokedAt: AT }] })).join()).not.toContain('evoke');
});
