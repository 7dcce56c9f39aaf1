import type { StaffAccount } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';
import type { SignedInStaff } from './staff-sessions.ts';

/** How long a colleague's counter that went back is shown, seconds. */
const WARNING_SECONDS = 30 * 86_400;

/** What the signed-in person signs in with, who the colleagues are, and what the bank signs with. */
export async function readAccount(context: IssuerContext, options: { signedIn: SignedInStaff }): Promise<StaffAccount> {
  const { tenant, staffId, role } = options.signedIn.staff;
  const since = context.clock.now() - WARNING_SECONDS;
  return context.store.transaction(async (transaction) => {
    const passkeys = await transaction.listPasskeys(tenant);
    const everybody = await transaction.listStaff(tenant, { alsoRemoved: true });
    const names = new Map(everybody.map((member) => [member.staffId, member.name]));
    const members = await transaction.listStaff(tenant);
    const keys = await transaction.listTenantKeys(tenant);
    return {
      passkeys: passkeys
        .filter((passkey) => passkey.staffId === staffId)
        .map(({ credentialId, createdAt, regressedAt }) => ({ id: credentialId, createdAt, regressedAt })),
      members: members.map((member) => ({
        staffId: member.staffId,
        name: member.name,
        role: member.role,
        warnings: passkeys.filter((passkey) => passkey.staffId === member.staffId && (passkey.regressedAt ?? 0) > since)
          .length,
        removable: role === 'approver' && member.staffId !== staffId,
      })),
      keys: keys.map(({ keyName, createdAt, retiredAt, revokedAt, revocationBy }) => ({
        keyName,
        createdAt,
        retiredAt,
        revokedAt,
        proposedBy:
          revocationBy === null ? null : { staffId: revocationBy, name: names.get(revocationBy) ?? revocationBy },
      })),
    };
  });
}
