import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import type { IssuanceSession, TokenSet } from './issuance-session.ts';
import { postWithToken } from './post-with-token.ts';
import type { SenderPorts } from './send-with-token.ts';

export type NotificationEvent = 'credential_accepted' | 'credential_failure' | 'credential_deleted';

/** Tells the issuer what became of a credential (OpenID4VCI 1.0 §11). A failure to tell changes nothing for the holder. */
export async function sendNotification(
  options: SenderPorts & {
    issuer: IssuerProfile;
    tokens: TokenSet;
    notificationId: string;
    event: NotificationEvent;
  },
): Promise<boolean> {
  const url = options.issuer.metadata.notification_endpoint;
  if (url === undefined) return false;
  try {
    const body = { notification_id: options.notificationId, event: options.event };
    const { status } = await postWithToken({ ...options, url, body });
    return status === 204;
  } catch {
    return false;
  }
}

/** {@link sendNotification} for everything that a session received. */
export async function sendNotifications(
  options: SenderPorts & { issuer: IssuerProfile; session: IssuanceSession; event: NotificationEvent },
): Promise<void> {
  const { session, ...rest } = options;
  const ids = new Set(session.received.flatMap(({ notificationId }) => notificationId ?? []));
  for (const notificationId of ids) await sendNotification({ ...rest, tokens: session.tokens, notificationId });
}
