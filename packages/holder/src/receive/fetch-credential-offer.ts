import { type JsonValue, parseStrictJson } from '@postern/primitives';
import {
  CONFIGURATION_IDS,
  type CredentialOffer,
  PRE_AUTHORIZED_CODE_GRANT,
  zCredentialOffer,
} from '@postern/protocol';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { fetchJson } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';
import { parseOfferLink } from './parse-offer-link.ts';

/** What an offer says to a person before anything is accepted. */
export type OpenOffer = {
  /** Issuer identifier, compared byte for byte from here on. */
  credentialIssuer: string;
  configurationIds: readonly string[];
  preAuthorizedCode: string;
  /** Undefined when no transaction code is asked. */
  transactionCode: { length: number | undefined; isNumeric: boolean; description: string | undefined } | undefined;
};

/**
 * Reads a credential offer, by value or by reference.
 *
 * @throws {HolderError} ERR_OFFER_LINK, ERR_OFFER_GONE (no longer served), ERR_OFFER_MALFORMED,
 *   ERR_OFFER_INCOMPLETE (a configuration that Postern needs is not offered), or an address that is not allowed
 */
export async function fetchCredentialOffer(options: { link: string; http: HttpClient }): Promise<OpenOffer> {
  const link = parseOfferLink(options.link);
  const offer = parseOffer(
    'offerText' in link ? parseText(link.offerText) : await fetchOffer(link.offerUri, options.http),
  );
  assertUrlAllowed(offer.credential_issuer);
  const missing = Object.values(CONFIGURATION_IDS).find((id) => !offer.credential_configuration_ids.includes(id));
  if (missing !== undefined) {
    throw new HolderError('ERR_OFFER_INCOMPLETE', 'The offer lacks a credential that this wallet needs.', {
      details: { configuration: missing },
    });
  }
  const grant = offer.grants[PRE_AUTHORIZED_CODE_GRANT];
  const code = grant.tx_code;
  return {
    credentialIssuer: offer.credential_issuer,
    configurationIds: offer.credential_configuration_ids,
    preAuthorizedCode: grant['pre-authorized_code'],
    transactionCode:
      code === undefined
        ? undefined
        : { length: code.length, isNumeric: code.input_mode !== 'text', description: code.description },
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

function parseOffer(value: JsonValue | undefined): CredentialOffer {
  const parsed = zCredentialOffer.safeParse(value);
  if (!parsed.success) throw new HolderError('ERR_OFFER_MALFORMED', 'The offer is not written as the standard asks.');
  return parsed.data;
}
