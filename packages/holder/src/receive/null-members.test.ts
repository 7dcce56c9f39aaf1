import { describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { fetchCredentialOffer } from './fetch-credential-offer.ts';
import {
  zAuthorizationServer,
  zCredentialAnswer,
  zDeferredAnswer,
  zOffer,
  zOfferedConfiguration,
  zOfferingIssuer,
  zTokenAnswer,
} from './z-issuer-messages.ts';

const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
const OFFER = {
  credential_issuer: 'https://bank.example',
  credential_configuration_ids: ['a'],
  grants: {
    [PRE_AUTHORIZED]: {
      'pre-authorized_code': 'p',
      authorization_server: 'https://bank.example',
      tx_code: { input_mode: 'numeric', length: 4, description: 'd' },
    },
    authorization_code: { issuer_state: 's' },
  },
};
const ISSUER = {
  credential_issuer: 'https://bank.example',
  credential_endpoint: 'https://bank.example/c',
  authorization_servers: ['https://bank.example'],
  nonce_endpoint: 'https://bank.example/n',
  batch_credential_issuance: { batch_size: 2 },
  display: [{ name: 'Bank', locale: 'en' }],
  credential_configurations_supported: {},
};
const CONFIGURATION = {
  format: 'dc+sd-jwt',
  scope: 's',
  vct: 'v',
  credential_definition: { type: ['A'] },
  cryptographic_binding_methods_supported: ['jwk'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
  credential_metadata: { display: [{ name: 'A' }], claims: [{ path: ['a'], display: [{ name: 'A' }] }] },
};
const SERVER = {
  issuer: 'https://bank.example',
  token_endpoint: 'https://bank.example/t',
  authorization_endpoint: 'https://bank.example/a',
  require_pushed_authorization_requests: false,
  grant_types_supported: ['x'],
  code_challenge_methods_supported: ['S256'],
  dpop_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true,
  'pre-authorized_grant_anonymous_access_supported': true,
};
const TOKEN = {
  access_token: 'a',
  token_type: 'Bearer',
  expires_in: 1,
  refresh_token: 'r',
  authorization_details: [
    { type: 'openid_credential', credential_configuration_id: 'a', credential_identifiers: ['i'] },
  ],
};

type Path = readonly (string | number)[];
/** The value with `null` at a place. */
function withNull(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return null;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[step] = withNull(copy[step], rest);
  return copy;
}
const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);

const OPTIONAL: [name: string, schema: z.ZodType, value: object, path: Path][] = [
  ['offer', zOffer, OFFER, ['grants']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED]],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'tx_code']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'tx_code', 'input_mode']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'tx_code', 'length']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'tx_code', 'description']],
  ['offer', zOffer, OFFER, ['grants', 'authorization_code']],
  ['offer', zOffer, OFFER, ['grants', 'authorization_code', 'issuer_state']],
  ['issuer', zOfferingIssuer, ISSUER, ['batch_credential_issuance']],
  ['issuer', zOfferingIssuer, ISSUER, ['display']],
  ['issuer', zOfferingIssuer, ISSUER, ['display', 0, 'name']],
  ['issuer', zOfferingIssuer, ISSUER, ['display', 0, 'locale']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['scope']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['vct']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['credential_definition']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['cryptographic_binding_methods_supported']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['proof_types_supported']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['credential_metadata']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['credential_metadata', 'display']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['credential_metadata', 'claims']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['credential_metadata', 'claims', 0, 'display']],
  ['server', zAuthorizationServer, SERVER, ['require_pushed_authorization_requests']],
  ['server', zAuthorizationServer, SERVER, ['grant_types_supported']],
  ['server', zAuthorizationServer, SERVER, ['code_challenge_methods_supported']],
  ['server', zAuthorizationServer, SERVER, ['dpop_signing_alg_values_supported']],
  ['server', zAuthorizationServer, SERVER, ['authorization_response_iss_parameter_supported']],
  ['server', zAuthorizationServer, SERVER, ['pre-authorized_grant_anonymous_access_supported']],
  ['token answer', zTokenAnswer, TOKEN, ['expires_in']],
  ['token answer', zTokenAnswer, TOKEN, ['refresh_token']],
  ['token answer', zTokenAnswer, TOKEN, ['authorization_details']],
  ['token answer', zTokenAnswer, TOKEN, ['authorization_details', 0, 'credential_identifiers']],
  ['credential answer', zCredentialAnswer, { credentials: [{ credential: 'c' }] }, ['notification_id']],
  ['deferred answer', zDeferredAnswer, { transaction_id: 't' }, ['interval']],
];
const DEMANDED: typeof OPTIONAL = [
  ['offer', zOffer, OFFER, ['credential_issuer']],
  ['offer', zOffer, OFFER, ['credential_configuration_ids']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'pre-authorized_code']],
  ['offer', zOffer, OFFER, ['grants', PRE_AUTHORIZED, 'authorization_server']],
  ['issuer', zOfferingIssuer, ISSUER, ['credential_issuer']],
  ['issuer', zOfferingIssuer, ISSUER, ['credential_endpoint']],
  ['issuer', zOfferingIssuer, ISSUER, ['authorization_servers']],
  ['issuer', zOfferingIssuer, ISSUER, ['nonce_endpoint']],
  ['configuration', zOfferedConfiguration, CONFIGURATION, ['format']],
  ['server', zAuthorizationServer, SERVER, ['issuer']],
  ['server', zAuthorizationServer, SERVER, ['token_endpoint']],
  ['server', zAuthorizationServer, SERVER, ['authorization_endpoint']],
  ['token answer', zTokenAnswer, TOKEN, ['access_token']],
];

describe('null in a message of an issuer', () => {
  it.each(OPTIONAL)('%s: %$ (optional) is absent', (_name, schema, value, path) => {
    const parsed = schema.safeParse(withNull(value, path));
    expect(parsed.success).toBe(true);
    expect(at(parsed.data, path) ?? undefined).toBeUndefined();
  });

  it.each(DEMANDED)('%s: %$ (who or where) is refused', (_name, schema, value, path) => {
    expect(schema.safeParse(withNull(value, path)).success).toBe(false);
  });

  it('in place of every grant means what no grants mean', async () => {
    const offer = { ...OFFER, grants: { [PRE_AUTHORIZED]: null, authorization_code: null } };
    const link = `?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`;
    const http = async () => ({ status: 404, body: new Uint8Array() });
    expect(await fetchCredentialOffer({ link, http })).toMatchObject({
      preAuthorizedCode: undefined,
      authorizationCode: { issuerState: undefined },
    });
  });
});
