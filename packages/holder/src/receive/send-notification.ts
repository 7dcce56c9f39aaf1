import type { HttpClient } from '../ports.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';

/** Tells the issuer what became of a credential (OpenID4VCI 1.0 §11). A failure to tell changes nothing for the holder. */
export async function sendNotification(options: {
  issuer: IssuerProfile;
  accessToken: string;
  notificationId: string;
  event: 'credential_accepted' | 'credential_failure';
  http: HttpClient;
}): Promise<boolean> {
  const url = options.issuer.metadata.notification_endpoint;
  if (url === undefined) return false;
  try {
    const { status } = await options.http({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${options.accessToken}` },
      body: JSON.stringify({ notification_id: options.notificationId, event: options.event }),
    });
    return status === 204;
  } catch {
    return false;
  }
}
