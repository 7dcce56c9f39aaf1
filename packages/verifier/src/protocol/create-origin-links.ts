import { createDidConfiguration, type JsonObject } from '@postern/credential';

import { SessionError } from '../errors.ts';
import type { Clock, ProtocolRecord, ProtocolSigner } from '../ports.ts';
import { protocolIdentity } from './protocol-identity.ts';

/** Days that a link counts; it is made anew long before. */
const LIFE_SECONDS = 30 * 86_400;

type LinkOptions = { publicUrl: string; ports: { signer: ProtocolSigner; clock: Clock } };

/**
 * The verifier's `/.well-known/did-configuration.json` (DIF Well Known DID Configuration): its origin linked to the DIDs
 * of its protocols, each link signed by the protocol's own key.
 */
export async function createOriginLinks(
  options: LinkOptions & { protocols: readonly ProtocolRecord[] },
): Promise<JsonObject> {
  const { protocols, publicUrl } = options;
  const documents = await Promise.all(protocols.map((protocol) => link({ ...options, protocol, origin: publicUrl })));
  const [first] = documents;
  return { ...first, linked_dids: documents.flatMap(({ linked_dids: links }) => links as string[]) };
}

/**
 * The same document for one of a protocol's own origins, where the protocol serves it: then a wallet can show that
 * origin instead of ours.
 *
 * @throws {SessionError} `ERR_SESSION_ORIGIN` the origin is not registered for the protocol
 */
export async function createProtocolLinks(
  options: LinkOptions & { protocol: ProtocolRecord; origin: string },
): Promise<JsonObject> {
  if (!options.protocol.origins.includes(options.origin)) {
    throw new SessionError('ERR_SESSION_ORIGIN', 'The origin is not registered for this protocol.');
  }
  return link(options);
}

async function link(options: LinkOptions & { protocol: ProtocolRecord; origin: string }): Promise<JsonObject> {
  const { protocol, origin, publicUrl, ports } = options;
  const { did, keyId } = protocolIdentity({ publicUrl, slug: protocol.slug });
  const issuedAt = ports.clock.now();
  return createDidConfiguration({
    did,
    kid: keyId,
    signer: await ports.signer(protocol.protocolId),
    origin,
    issuedAt,
    expiresAt: issuedAt + LIFE_SECONDS,
  });
}
