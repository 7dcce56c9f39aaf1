import {
  type AuthorizationServerMetadata,
  ISSUED_CONFIGURATION_IDS,
  PRE_AUTHORIZED_CODE_GRANT,
} from '@postern/protocol';

import type { IssuerSettings } from '../ports.ts';
import type { Tenant } from '../rows.ts';
import { issuerIdentifier } from './issuer-identifier.ts';

/** Algorithms of holder, DPoP and attestation keys. */
const KEY_ALGORITHMS = ['ES256', 'EdDSA', 'ES256K'];

/** Authorization server metadata (RFC 8414, 9126, 9207, 9449 and OpenID4VCI 1.0 §12.3). */
export function describeAuthorizationServer(options: {
  settings: Pick<IssuerSettings, 'publicUrl'>;
  tenant: Tenant;
}): AuthorizationServerMetadata {
  const { policy, slug } = options.tenant;
  const issuer = issuerIdentifier({ ...options, tenant: slug });
  const attestationOnly = policy.clientAttestation === 'required';
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    require_pushed_authorization_requests: policy.haip,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks.json`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', PRE_AUTHORIZED_CODE_GRANT, 'refresh_token'],
    scopes_supported: [...ISSUED_CONFIGURATION_IDS],
    authorization_details_types_supported: ['openid_credential'],
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: KEY_ALGORITHMS,
    token_endpoint_auth_methods_supported: attestationOnly
      ? ['attest_jwt_client_auth']
      : ['none', 'attest_jwt_client_auth'],
    client_attestation_signing_alg_values_supported: KEY_ALGORITHMS,
    client_attestation_pop_signing_alg_values_supported: KEY_ALGORITHMS,
    authorization_response_iss_parameter_supported: true,
    'pre-authorized_grant_anonymous_access_supported': !attestationOnly,
  };
}
