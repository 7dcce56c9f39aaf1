import { PRE_AUTHORIZED_CODE_GRANT, zOauthError, zTokenResponse } from '@postern/protocol';
import { z } from 'zod';

import { HolderError } from '../error.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import type { OpenOffer } from './fetch-credential-offer.ts';
import type { IssuerProfile } from './fetch-issuer-metadata.ts';

/** Our issuers tell how many tries a transaction code has left; others need not. */
const zCodeRefusal = z.looseObject({ attempts_left: z.int().nonnegative().optional() });

/**
 * Redeems the pre-authorized code (OpenID4VCI 1.0 §6).
 *
 * @returns the access token
 * @throws {HolderError} ERR_TX_CODE_REQUIRED, ERR_TX_CODE_WRONG (details.attemptsLeft where the issuer says it),
 *   ERR_TX_CODE_LOCKED (no try left), ERR_TOKEN_REFUSED
 */
export async function requestToken(options: {
  offer: OpenOffer;
  issuer: IssuerProfile;
  transactionCode: string | undefined;
  http: HttpClient;
}): Promise<string> {
  const { offer, issuer, transactionCode, http } = options;
  if (offer.transactionCode !== undefined && (transactionCode ?? '') === '') {
    throw new HolderError('ERR_TX_CODE_REQUIRED', 'The offer asks for a transaction code.');
  }
  const form = new URLSearchParams({
    grant_type: PRE_AUTHORIZED_CODE_GRANT,
    'pre-authorized_code': offer.preAuthorizedCode,
    ...(offer.transactionCode === undefined ? {} : { tx_code: transactionCode ?? '' }),
  });
  const { status, json } = await fetchJson({
    http,
    request: {
      url: issuer.authorizationServer.token_endpoint,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    },
  });
  if (status !== 200) throw describeRefusal(json, offer.transactionCode !== undefined);
  const parsed = zTokenResponse.safeParse(json);
  if (!parsed.success || parsed.data.token_type.toLowerCase() !== 'bearer') {
    throw new HolderError('ERR_TOKEN_REFUSED', 'The token answer is malformed.');
  }
  return parsed.data.access_token;
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
