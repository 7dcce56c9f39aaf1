import { appendAudit } from '../audit/append-audit.ts';
import { IssuanceError } from '../error.ts';
import type { IssuerContext } from '../ports.ts';
import type { Access } from '../token/require-access.ts';

/**
 * Notes what the wallet did with the credentials (OpenID4VCI 1.0 §11). The same event again changes nothing.
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_NOTIFICATION` an id that is not of this issuance
 */
export async function recordNotification(
  context: IssuerContext,
  options: { tenant: string; access: Access; notificationId: string; event: string },
): Promise<void> {
  const { store, clock } = context;
  const { tenant, notificationId, event } = options;
  const { issuance } = options.access;
  await store.transaction(async (transaction) => {
    const credentials = await transaction.findCredentialsByNotification(tenant, notificationId);
    const [first] = credentials;
    if (first === undefined || first.issuanceId !== issuance.issuanceId) {
      throw new IssuanceError('ERR_ISSUANCE_NOTIFICATION', 'There is no such notification id.');
    }
    if (credentials.every((credential) => credential.notification === event)) return;
    await transaction.setNotification(tenant, notificationId, event);
    await appendAudit({
      transaction,
      tenant,
      at: clock.now(),
      actor: 'wallet',
      action: event,
      caseId: issuance.caseId,
      details: { configurationId: first.configurationId },
    });
  });
}
