import { encryptCompactJwe, type JsonObject, jwkThumbprint } from '@postern/credential';
import type { Presentation } from '@postern/proof/verify';
import { type AuthorizationRequest, zEncryptionJwk } from '@postern/protocol';

import type { VerifierWorld } from './start-verifier-world.ts';

/** As the wallet does: a real proof whose scope and binding come out of the request, and answers encrypted to its key. */
export async function proveToSession(options: { request: AuthorizationRequest; world: VerifierWorld }) {
  const { client_id: clientId = '', response_uri: responseUri = '', nonce, state = '' } = options.request;
  const { client_metadata: metadata } = options.request;
  const { kid, kty, crv, x, y } = zEncryptionJwk.parse(metadata?.jwks?.keys[0]);
  const encryptionKeyThumbprint = await jwkThumbprint({ kty, crv, x, y });
  const given = await options.world.proveToSession({ clientId, responseUri, nonce, encryptionKeyThumbprint });
  const encrypt = async (proof: Presentation): Promise<URLSearchParams> => {
    const payload = { vp_token: { kyc: [proof] }, state } as unknown as JsonObject;
    const response = await encryptCompactJwe({ payload, recipient: { kid, kty, crv, x, y }, enc: 'A256GCM' });
    return new URLSearchParams({ response });
  };
  return { given, encrypt };
}
