import { appendAudit } from '../audit/append-audit.ts';
import { StaffError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { StaffRow } from '../rows.ts';
import { createToken, hashToken } from '../vault/hash-token.ts';
import { addChallenge, takeChallenge } from './passkey-challenge.ts';
import { openSession, type SignedInStaff } from './staff-sessions.ts';

const LINK_LIFE_SECONDS = 86_400;

export type EnrolmentLink = { tenant: string; staffId: string; name: string; url: string };

/** Fresh one-time links for every member of staff without a passkey; a link minted earlier stops working. */
export async function mintEnrolmentLinks(
  context: IssuerContext,
  options: { tenant?: string } = {},
): Promise<EnrolmentLink[]> {
  const { store, clock, random, settings } = context;
  return store.transaction(async (transaction) => {
    const links: EnrolmentLink[] = [];
    for (const tenant of await transaction.listTenants()) {
      if (options.tenant !== undefined && options.tenant !== tenant.slug) continue;
      for (const member of await transaction.listStaff(tenant.slug)) {
        if ((await transaction.listPasskeys(tenant.slug, member.staffId)).length > 0) continue;
        const token = createToken(random);
        await transaction.deleteEnrolmentLinks(tenant.slug, member.staffId);
        await transaction.addEnrolmentLink({
          tokenHash: await hashToken(token),
          tenant: tenant.slug,
          staffId: member.staffId,
          expiresAt: clock.now() + LINK_LIFE_SECONDS,
        });
        const { staffId, name } = member;
        links.push({ tenant: tenant.slug, staffId, name, url: `${settings.portalUrl}/enroll#${token}` });
      }
    }
    return links;
  });
}

/** @throws {StaffError} `ERR_STAFF_ENROLMENT` unknown, used or stale link */
export async function prepareEnrolment(
  context: IssuerContext,
  options: { token: string },
): Promise<{ staff: StaffRow; challenge: string }> {
  const { store, clock } = context;
  const tokenHash = await hashToken(options.token);
  return store.transaction(async (transaction) => {
    const link = await transaction.findEnrolmentLink(tokenHash);
    const staff =
      link === null || link.expiresAt < clock.now() ? null : await transaction.findStaff(link.tenant, link.staffId);
    if (staff === null) throw refuse();
    const { tenant, staffId } = staff;
    return { staff, challenge: await addChallenge(context, { transaction, tenant, purpose: 'enrolment', staffId }) };
  });
}

/** Enrols the passkey, spends the link and signs its owner in. @throws {StaffError} `ERR_STAFF_ENROLMENT` */
export async function enrolPasskey(
  context: IssuerContext,
  options: { token: string; response: unknown },
): Promise<SignedInStaff & { token: string }> {
  const { store, passkeys, clock } = context;
  const tokenHash = await hashToken(options.token);
  const challenge = await store.transaction((transaction) =>
    takeChallenge(context, { transaction, purpose: 'enrolment', response: options.response }),
  );
  if (challenge === null) throw refuse();
  const attested = await passkeys.verifyAttestation({ response: options.response, challenge: challenge.challenge });
  if (attested === null) throw refuse();
  return store.transaction(async (transaction) => {
    const link = await transaction.takeEnrolmentLink(tokenHash);
    const mine = link?.tenant === challenge.tenant && link.staffId === challenge.staffId;
    if (link === null || !mine || link.expiresAt < clock.now()) throw refuse();
    const staff = await transaction.findStaff(link.tenant, link.staffId);
    if (staff === null || (await transaction.findPasskey(attested.credentialId)) !== null) throw refuse();
    const { tenant, staffId } = staff;
    await transaction.addPasskey({ ...attested, tenant, staffId, createdAt: clock.now(), regressedAt: null });
    const token = await openSession(context, { transaction, staff, method: 'passkey' });
    await appendAudit({ transaction, tenant, at: clock.now(), actor: staffId, action: 'passkey_enrolled' });
    return { staff, method: 'passkey', token };
  });
}

function refuse(): StaffError {
  return new StaffError('ERR_STAFF_ENROLMENT', 'The enrolment link does not work: ask for a new one.');
}
