import { ProtocolError } from '../errors.ts';
import { hashToken } from './hash-token.ts';
import type { ProtocolRecord, ProtocolRepository } from '../ports.ts';

/**
 * Finds the protocol that an API key belongs to. Only hashes are compared and stored.
 *
 * @throws {ProtocolError} `ERR_API_KEY_INVALID`
 */
export async function authenticateProtocol(options: {
  apiKey: string | undefined;
  protocols: ProtocolRepository;
}): Promise<ProtocolRecord> {
  const { apiKey, protocols } = options;
  const isPlausible = apiKey !== undefined && apiKey.length >= 16 && apiKey.length <= 200;
  const protocol = isPlausible ? await protocols.findByApiKeyHash(await hashToken(apiKey)) : undefined;
  if (protocol === undefined) throw new ProtocolError('ERR_API_KEY_INVALID', 'The API key is not known here.');
  return protocol;
}
