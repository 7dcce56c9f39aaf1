import { PRE_AUTHORIZED_CODE_GRANT, zOauthError } from '@postern/protocol';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import type { OpenOffer } from './fetch-credential-offer.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';
import { createHolderKey, type HolderKey } from './holder-key.ts';
import type { TokenSet } from './issuance-session.ts';
import { type SenderPorts, sendWithToken } from './send-with-token.ts';
import { type TokenAnswer, zTokenAnswer } from './z-issuer-messages.ts';

/** Our issuers tell how many tries a transaction code has left; others need not. */
const zCodeRefusal = z.looseObject({ attempts_left: z.int().nonnegative().optional() });

/**
 * Redeems the pre-authorized code (OpenID4VCI 1.0 §6).
 *
 * @param options.clientId sent only to servers that do not take anonymous access
 * @throws {HolderError} ERR_TX_CODE_REQUIRED, ERR_TX_CODE_WRONG (details.attemptsLeft where the issuer says it),
 *   ERR_TX_CODE_LOCKED (no try left), ERR_TOKEN_REFUSED, ERR_OFFER_GRANT
 */
export async function requestToken(
  options: SenderPorts & {
    offer: OpenOffer;
    issuer: IssuerProfile;
    transactionCode: string | undefined;
    clientId?: string | undefined;
  },
): Promise<TokenSet> {
  const { offer, issuer, transactionCode } = options;
  if (offer.preAuthorizedCode === undefined) {
    throw new HolderError('ERR_OFFER_GRANT', 'The offer has no pre-authorized code.');
  }
  if (offer.transactionCode !== undefined && (transactionCode ?? '') === '') {
    throw new HolderError('ERR_TX_CODE_REQUIRED', 'The offer asks for a transaction code.');
  }
  const isAnonymous = issuer.authorizationServer['pre-authorized_grant_anonymous_access_supported'] !== false;
  const clientId = isAnonymous ? undefined : options.clientId;
  const form = new URLSearchParams({
    grant_type: PRE_AUTHORIZED_CODE_GRANT,
    'pre-authorized_code': offer.preAuthorizedCode,
    ...(offer.transactionCode === undefined ? {} : { tx_code: transactionCode ?? '' }),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...describeResource(issuer),
  });
  const dpopKey = await createDpopKey(issuer);
  const { status, json } = await postTokenRequest({ ...options, form, dpopKey });
  if (status !== 200) throw describeRefusal(json, offer.transactionCode !== undefined);
  return readTokens({ json, dpopKey, clientId, now: options.clock.now() });
}

/** Whom tokens are for (RFC 8707), where the authorization server is not the issuer itself: it may serve several. */
export function describeResource(issuer: IssuerProfile): { resource?: string } {
  const { authorizationServer, credentialIssuer } = issuer;
  return authorizationServer.issuer === credentialIssuer ? {} : { resource: credentialIssuer };
}

/** A fresh DPoP key where the authorization server takes DPoP. */
export async function createDpopKey(issuer: IssuerProfile): Promise<HolderKey | undefined> {
  const algorithms = issuer.authorizationServer.dpop_signing_alg_values_supported ?? [];
  return algorithms.includes('ES256') ? createHolderKey() : undefined;
}

export function postTokenRequest(
  options: SenderPorts & { issuer: IssuerProfile; form: URLSearchParams; dpopKey: HolderKey | undefined },
) {
  return sendWithToken({
    ...options,
    accessToken: undefined,
    request: {
      url: options.issuer.authorizationServer.token_endpoint,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: options.form.toString(),
    },
  });
}

/**
 * Reads a token answer.
 *
 * @throws {HolderError} ERR_TOKEN_REFUSED malformed, or a token type that was not asked for
 */
export function readTokens(options: {
  json: unknown;
  dpopKey: HolderKey | undefined;
  clientId: string | undefined;
  now: number;
}): TokenSet {
  const { dpopKey, clientId, now } = options;
  const parsed = zTokenAnswer.safeParse(options.json);
  const type = parsed.data?.token_type.toLowerCase();
  if (!parsed.success || (type !== 'bearer' && !(type === 'dpop' && dpopKey !== undefined))) {
    throw new HolderError('ERR_TOKEN_REFUSED', 'The token answer is malformed.');
  }
  const { access_token: accessToken, expires_in: lifetime, refresh_token: refreshToken } = parsed.data;
  const credentialIdentifiers = readIdentifiers(parsed.data);
  return {
    accessToken,
    ...(lifetime === undefined ? {} : { expiresAt: now + Math.floor(lifetime) }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(type === 'dpop' && dpopKey !== undefined ? { dpopKey } : {}),
    ...(clientId === undefined ? {} : { clientId }),
    ...(credentialIdentifiers === undefined ? {} : { credentialIdentifiers }),
  };
}

function readIdentifiers(answer: TokenAnswer): Record<string, string[]> | undefined {
  const entries = (answer.authorization_details ?? []).flatMap((detail) => {
    const { type, credential_configuration_id: id, credential_identifiers: identifiers } = detail;
    return type === 'openid_credential' && id !== undefined && identifiers !== undefined ? [[id, identifiers]] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** `invalid_grant` stands for a wrong code and for a used or expired offer alike; the count, where given, tells more. */
function describeRefusal(json: unknown, asksForCode: boolean): HolderError {
  const error = zOauthError.safeParse(json).data?.error ?? 'unknown';
  if (error !== 'invalid_grant' || !asksForCode) {
    return new HolderError('ERR_TOKEN_REFUSED', 'The issuer does not redeem this offer.', { details: { error } });
  }
  const attemptsLeft = zCodeRefusal.safeParse(json).data?.attempts_left;
  if (attemptsLeft === 0) {
    return new HolderError('ERR_TX_CODE_LOCKED', 'The offer is locked after too many wrong codes.');
  }
  return new HolderError('ERR_TX_CODE_WRONG', 'The transaction code is wrong, or the offer is no longer open.', {
    details: attemptsLeft === undefined ? {} : { attemptsLeft },
  });
}
