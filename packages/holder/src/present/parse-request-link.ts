import { type JsonValue, parseStrictJson } from '@postern/primitives';

import { HolderError } from '../error.ts';

/** Where the request is: at an address, in the link and signed, or in the link as it is. */
export type RequestLink =
  | { kind: 'reference'; clientId: string; requestUri: string; method: 'GET' | 'POST' }
  | { kind: 'signed'; clientId: string; requestObject: string }
  | { kind: 'plain'; clientId: string; parameters: Readonly<Record<string, JsonValue>> };

const MAX_LENGTH = 64 * 1024;
/** Parameters that are JSON inside an unsigned request (OpenID4VP 1.0 §5.1). */
const JSON_PARAMETERS = new Set(['dcql_query', 'client_metadata', 'transaction_data']);

/**
 * Reads a presentation link: the wallet's own address, `openid4vp://`, or a bare query (OpenID4VP 1.0 §5.4, §5.7).
 *
 * @throws {HolderError} ERR_REQUEST_LINK no client, the request in two places or none, a parameter twice
 */
export function parseRequestLink(link: string): RequestLink {
  const query = link.includes('?') ? link.slice(link.indexOf('?') + 1) : link;
  const parameters = new URLSearchParams(link.length > MAX_LENGTH ? '' : query.split('#')[0]);
  const names = [...parameters.keys()];
  const clientId = parameters.get('client_id');
  const requestUri = parameters.get('request_uri');
  const requestObject = parameters.get('request');
  if (clientId === null || new Set(names).size !== names.length || (requestUri !== null && requestObject !== null)) {
    throw noRequest();
  }
  if (requestUri !== null) {
    const method = parameters.get('request_uri_method') ?? 'get';
    if (method !== 'get' && method !== 'post') throw noRequest();
    return { kind: 'reference', clientId, requestUri, method: method === 'post' ? 'POST' : 'GET' };
  }
  if (requestObject !== null) return { kind: 'signed', clientId, requestObject };
  if (!parameters.has('dcql_query')) throw noRequest();
  return { kind: 'plain', clientId, parameters: readPlain(parameters) };
}

function readPlain(parameters: URLSearchParams): Record<string, JsonValue> {
  try {
    return Object.fromEntries(
      [...parameters].map(([name, text]) => [name, JSON_PARAMETERS.has(name) ? parseStrictJson(text) : text]),
    );
  } catch (cause) {
    throw new HolderError('ERR_REQUEST_MALFORMED', 'A parameter of the request is not JSON.', { cause });
  }
}

function noRequest(): HolderError {
  return new HolderError('ERR_REQUEST_LINK', 'The link does not hold a presentation request.');
}
