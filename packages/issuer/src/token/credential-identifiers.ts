import { parseStrictJson } from '@postern/primitives';
import {
  type CredentialAuthorizationDetail,
  type CredentialRequest,
  ISSUED_CONFIGURATION_IDS,
  zAuthorizationDetails,
} from '@postern/protocol';

import { IssuanceError } from '../error.ts';
import type { GrantRow } from '../rows.ts';

/** There is one data set for each configuration; its identifier is not the configuration's name, so that nobody mixes them up. */
const SUFFIX = '.current';

/**
 * The configurations that `authorization_details` ask for (OpenID4VCI 1.0 §5.1.1).
 *
 * @throws {IssuanceError} `ERR_ISSUANCE_AUTHORIZATION_DETAILS` not that JSON, an unknown configuration, another issuer
 */
export function readAuthorizationDetails(options: { text: string; issuer: string }): string[] {
  const refused = (cause?: unknown) =>
    new IssuanceError('ERR_ISSUANCE_AUTHORIZATION_DETAILS', 'The authorization details do not fit.', { cause });
  let details: CredentialAuthorizationDetail[];
  try {
    details = zAuthorizationDetails.parse(parseStrictJson(options.text));
  } catch (cause) {
    throw refused(cause);
  }
  for (const { credential_configuration_id: id, locations } of details) {
    if (!ISSUED_CONFIGURATION_IDS.includes(id)) throw refused();
    if (locations !== undefined && !locations.includes(options.issuer)) throw refused();
  }
  return [...new Set(details.map((detail) => detail.credential_configuration_id))];
}

/** `authorization_details` of a token answer. */
export function describeAuthorizationDetails(grant: GrantRow): CredentialAuthorizationDetail[] {
  return grant.configurationIds.map((id) => ({
    type: 'openid_credential',
    credential_configuration_id: id,
    credential_identifiers: [`${id}${SUFFIX}`],
  }));
}

/**
 * The configuration that a credential request names: by `credential_identifier` where the token answer gave some, by
 * `credential_configuration_id` elsewhere, never both (OpenID4VCI 1.0 §8.2).
 *
 * @throws {IssuanceError} both, neither, the wrong one, unknown, or not authorized
 */
export function resolveConfiguration(options: { request: CredentialRequest; grant: GrantRow }): string {
  const { request, grant } = options;
  const { credential_configuration_id: configurationId, credential_identifier: identifier } = request;
  if ((configurationId === undefined) === (identifier === undefined)) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'A request names one configuration or one identifier.');
  }
  if (identifier !== undefined) {
    const id = identifier.endsWith(SUFFIX) ? identifier.slice(0, -SUFFIX.length) : '';
    if (!grant.byIdentifier || !grant.configurationIds.includes(id)) {
      throw new IssuanceError('ERR_ISSUANCE_IDENTIFIER', 'There is no such credential identifier.');
    }
    return id;
  }
  if (grant.byIdentifier) {
    throw new IssuanceError('ERR_ISSUANCE_REQUEST', 'The token answer gave credential identifiers: use them.');
  }
  if (!ISSUED_CONFIGURATION_IDS.includes(configurationId!) || !grant.configurationIds.includes(configurationId!)) {
    throw new IssuanceError('ERR_ISSUANCE_CONFIGURATION', 'There is no such credential configuration.');
  }
  return configurationId!;
}
