import type { StoredCredential } from '../store/stored-credential.ts';
import { continueIssuance, type ContinueIssuanceOptions, type ReceiveResult } from './continue-issuance.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import type { IssuanceSession } from './issuance-session.ts';
import { createIssuanceSession } from './receive-credentials.ts';
import { refreshTokens } from './refresh-tokens.ts';
import type { SenderPorts } from './send-with-token.ts';

export type StartRenewalOptions = SenderPorts & { credential: StoredCredential; issuer: IssuerProfile };

/**
 * Begins an issuance with the refresh token of a kept credential. A server may take each refresh token once and end the
 * access when one comes twice, so the session is to be stored before anything else is done with it.
 *
 * @throws {HolderError} ERR_TOKEN_EXPIRED the issuer gave no refresh token, or does not take it any more
 */
export async function startRenewal(options: StartRenewalOptions): Promise<IssuanceSession> {
  const { credential, issuer, clock } = options;
  const { tokens = { accessToken: '' }, configurationIds = [] } = credential.renewal ?? {};
  const fresh = await refreshTokens({ ...options, tokens });
  return createIssuanceSession({ issuer, tokens: fresh, configurationIds, now: clock.now() });
}

/**
 * Asks the issuer of a kept credential for the next one, with its refresh token: after a review, or when all copies have
 * been shown. The old credential stays until the caller replaces it.
 *
 * @throws what `startRenewal` and `continueIssuance` throw
 */
export async function renewCredentials(
  options: Omit<ContinueIssuanceOptions, 'session'> & { credential: StoredCredential },
): Promise<ReceiveResult> {
  const session = await startRenewal(options);
  await options.keepSession?.(session);
  return continueIssuance({ ...options, session });
}
