import type { StoredCredential } from '../store/stored-credential.ts';
import { continueIssuance, type ContinueIssuanceOptions, type ReceiveResult } from './continue-issuance.ts';
import type { OpenOffer } from './fetch-credential-offer.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { requestToken } from './request-token.ts';
import type { IssuanceSession, TokenSet } from './issuance-session.ts';

export type ReceiveCredentialsOptions = Omit<ContinueIssuanceOptions, 'session'> & {
  offer: OpenOffer;
  transactionCode: string | undefined;
  /** For servers that do not take anonymous access. */
  clientId?: string;
};

/**
 * Redeems an offer with a pre-authorized code, then goes on as {@link continueIssuance} does.
 *
 * @throws what `requestToken` and `continueIssuance` throw
 */
export async function receiveCredentials(options: ReceiveCredentialsOptions): Promise<ReceiveResult> {
  const { offer, issuer, onProgress = () => {} } = options;
  onProgress('token');
  const tokens = await requestToken(options);
  const session = createIssuanceSession({
    issuer,
    tokens,
    configurationIds: offer.configurationIds,
    now: options.clock.now(),
  });
  await options.keepSession?.(session);
  return continueIssuance({ ...options, session });
}

/** Begins an issuance with a token set: after an offer was redeemed, or after the person signed in. */
export function createIssuanceSession(options: {
  issuer: IssuerProfile;
  tokens: TokenSet;
  configurationIds: readonly string[];
  /** Unix seconds. */
  now: number;
}): IssuanceSession {
  const { issuer, tokens, configurationIds, now } = options;
  return {
    credentialIssuer: issuer.credentialIssuer,
    issuerName: issuer.name,
    authorizationServer: issuer.authorizationServer.issuer,
    configurationIds: [...configurationIds],
    tokens,
    received: [],
    waiting: [],
    startedAt: now,
  };
}

/**
 * Asks the issuer of a kept credential for the next one, with its refresh token: after a review, or when all copies have
 * been shown. The old credential stays until the caller removes it.
 *
 * @throws {HolderError} ERR_TOKEN_EXPIRED the issuer gave no refresh token, or does not take it any more; and what
 *   `continueIssuance` throws
 */
export async function renewCredentials(
  options: Omit<ContinueIssuanceOptions, 'session'> & { credential: StoredCredential },
): Promise<ReceiveResult> {
  const { credential, issuer } = options;
  const { tokens = { accessToken: '' }, configurationIds = [] } = credential.renewal ?? {};
  const fresh = await refreshTokens({ ...options, tokens });
  const session = createIssuanceSession({ issuer, tokens: fresh, configurationIds, now: options.clock.now() });
  await options.keepSession?.(session);
  return continueIssuance({ ...options, session });
}
