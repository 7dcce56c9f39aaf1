import { CLIENT_ID_PREFIXES, PRESENTATION_FORMATS, type VerifierMetadata } from '@postern/protocol';

import type { ProtocolRecord } from '../ports.ts';
import { clientIdentity } from '../session/client-identity.ts';
import { CONTENT_ENCRYPTIONS, describeFormats } from '../session/describe-formats.ts';

/** What anybody may know about a protocol as a verifier: the names it asks under, and what it can read. */
export async function describeVerifier(options: {
  protocol: ProtocolRecord;
  publicUrl: string;
}): Promise<VerifierMetadata> {
  const { protocol, publicUrl } = options;
  const prefixes = CLIENT_ID_PREFIXES.filter(
    (prefix) => prefix === 'decentralized_identifier' || (prefix.startsWith('x509_') && protocol.certificateChain[0]),
  );
  const identities = await Promise.all(
    prefixes.map((prefix) => clientIdentity({ prefix, protocol, publicUrl, responseUri: '' })),
  );
  return {
    client_name: protocol.name,
    client_ids: identities.map(({ clientId }) => clientId),
    response_modes_supported: ['direct_post', 'direct_post.jwt', 'dc_api', 'dc_api.jwt'],
    vp_formats_supported: describeFormats(PRESENTATION_FORMATS),
    encrypted_response_enc_values_supported: [...CONTENT_ENCRYPTIONS],
    request_uri_methods_supported: ['get', 'post'],
  };
}
