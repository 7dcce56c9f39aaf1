import { continueIssuance, type ContinueIssuanceOptions, type ReceiveResult } from './continue-issuance.ts';
import type { OpenOffer } from './fetch-credential-offer.ts';
import { type IssuerProfile, withSeal } from './fetch-issuer-metadata.ts';
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
    configurationIds: withSeal(issuer, configurationIds),
    tokens,
    received: [],
    waiting: [],
    startedAt: now,
  };
}
