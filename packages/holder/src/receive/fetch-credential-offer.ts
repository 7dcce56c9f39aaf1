import { type JsonValue, parseStrictJson } from '@postern/primitives';
import { PRE_AUTHORIZED_CODE_GRANT } from '@postern/protocol';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import { parseOfferLink } from './parse-offer-link.ts';
import { type Offer, zOffer } from './z-issuer-messages.ts';

/** What an offer says to a person before anything is accepted. */
export type OpenOffer = {
  /** Issuer identifier, compared byte for byte from here on. */
  credentialIssuer: string;
  configurationIds: readonly string[];
  /** Undefined when the issuer wants the person to sign in first (authorization code). */
  preAuthorizedCode: string | undefined;
  /** Undefined when no transaction code is asked. */
  transactionCode: { length: number | undefined; isNumeric: boolean; description: string | undefined } | undefined;
  /** Undefined when the offer has no authorization code grant. */
  authorizationCode: { issuerState: string | undefined } | undefined;
  /** The authorization server that the offer names, for an issuer that has several. */
  authorizationServer: string | undefined;
};

/**
 * Reads a credential offer, by value or by reference. Without grants the authorization code flow is meant
 * (OpenID4VCI 1.0 §4.1.1).
 *
 * @throws {HolderError} ERR_OFFER_LINK, ERR_OFFER_GONE (no longer served), ERR_OFFER_MALFORMED, ERR_OFFER_GRANT (no grant
 *   that this wallet knows), or an address that is not allowed
 */
export async function fetchCredentialOffer(options: { link: string; http: HttpClient }): Promise<OpenOffer> {
  const link = parseOfferLink(options.link);
  const offer = parseOffer(
    'offerText' in link ? parseText(link.offerText) : await fetchOffer(link.offerUri, options.http),
  );
  assertUrlAllowed(offer.credential_issuer);
  const { grants = {} } = offer;
  const isOpen = Object.values(grants).every((grant) => grant === undefined || grant === null);
  const preAuthorized = grants[PRE_AUTHORIZED_CODE_GRANT];
  const authorization = grants.authorization_code ?? (isOpen ? {} : undefined);
  if (preAuthorized === undefined && authorization === undefined) {
    throw new HolderError('ERR_OFFER_GRANT', 'The offer can only be taken in a way that this wallet does not know.');
  }
  const code = preAuthorized?.tx_code;
  return {
    credentialIssuer: offer.credential_issuer,
    configurationIds: [...new Set(offer.credential_configuration_ids)],
    preAuthorizedCode: preAuthorized?.['pre-authorized_code'],
    transactionCode:
      code === undefined
        ? undefined
        : { length: code.length, isNumeric: code.input_mode !== 'text', description: code.description },
    authorizationCode: authorization === undefined ? undefined : { issuerState: authorization.issuer_state },
    authorizationServer: preAuthorized?.authorization_server ?? authorization?.authorization_server,
  };
}

async function fetchOffer(url: string, http: HttpClient): Promise<JsonValue | undefined> {
  const { status, json } = await fetchJson({ http, request: { url } });
  if (status !== 200)
    throw new HolderError('ERR_OFFER_GONE', 'The offer is not served any more.', { details: { status } });
  return json;
}

function parseText(text: string): JsonValue {
  try {
    return parseStrictJson(text, { maxLength: 20_000 });
  } catch (cause) {
    throw new HolderError('ERR_OFFER_MALFORMED', 'The offer is not JSON.', { cause });
  }
}

function parseOffer(value: JsonValue | undefined): Offer {
  const parsed = zOffer.safeParse(value);
  if (!parsed.success) throw new HolderError('ERR_OFFER_MALFORMED', 'The offer is not written as the standard asks.');
  return parsed.data;
}
