import { declineRequest, type HttpClient, type VerifiedRequest } from '@postern/holder';

/** What became of a no. */
export type Declined = { redirectUri: string | undefined; isTold: boolean };

/** Says no to the site; that it could not be told changes nothing for the person. */
export async function sendDecline(options: { request: VerifiedRequest; http: HttpClient }): Promise<Declined> {
  try {
    return { redirectUri: await declineRequest(options), isTold: true };
  } catch {
    return { redirectUri: undefined, isTold: false };
  }
}
