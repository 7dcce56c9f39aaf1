import type { z } from 'zod';

import { HolderError } from '../error.ts';
import { assertUrlAllowed } from '../http/assert-url-allowed.ts';
import { fetchJson, type JsonResponse } from '../http/fetch-json.ts';
import type { HttpClient } from '../ports.ts';

/** Where a metadata document may be: its well-known name before the identifier's path, or behind it. */
export type MetadataPlace = { name: string; form: 'inserted' | 'appended' };

/**
 * Reads the metadata of an identifier at the first place that has it. What is elsewhere (a missing page, a page for
 * people, a document of somebody else) is passed over: a place counts when the document names the very identifier.
 *
 * @param options.identifierOf reads the identifier of a document; compared byte for byte
 * @throws {HolderError} ERR_ISSUER_METADATA at no place; ERR_HTTP_UNREACHABLE none, and a place could not be asked
 */
export async function fetchMetadataDocument<Schema extends z.ZodType>(options: {
  http: HttpClient;
  identifier: string;
  places: readonly MetadataPlace[];
  schema: Schema;
  identifierOf: (document: z.output<Schema>) => string;
}): Promise<z.output<Schema>> {
  const { http, identifier, places, schema, identifierOf } = options;
  let unreachable: HolderError | undefined;
  for (const url of new Set(places.map((place) => wellKnownUrl(identifier, place)))) {
    let answer: JsonResponse;
    try {
      answer = await fetchJson({ http, request: { url } });
    } catch (error) {
      if (!(error instanceof HolderError)) throw error;
      if (error.code === 'ERR_HTTP_UNREACHABLE') unreachable ??= error;
      continue;
    }
    const parsed = schema.safeParse(answer.json);
    if (answer.status === 200 && parsed.success && identifierOf(parsed.data) === identifier) return parsed.data;
  }
  throw unreachable ?? new HolderError('ERR_ISSUER_METADATA', 'No metadata of this identifier was found.');
}

/**
 * Well-known address of an identifier, whose terminating slash is left out (RFC 8414 §3.1, OpenID Connect Discovery
 * §4.1).
 */
function wellKnownUrl(identifier: string, { name, form }: MetadataPlace): string {
  const url = assertUrlAllowed(identifier);
  if (url.search !== '' || url.hash !== '') {
    throw new HolderError('ERR_ISSUER_METADATA', 'An identifier has no query and no fragment.');
  }
  const path = url.pathname.replace(/\/$/, '');
  return form === 'inserted' ? `${url.origin}/.well-known/${name}${path}` : `${url.origin}${path}/.well-known/${name}`;
}
