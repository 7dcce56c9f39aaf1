import { parseStrictJson } from '@postern/primitives';

import type { FetchText } from '../did/resolve-did.ts';
import { parseIssuerUrl } from '../issuer-key/jwt-vc-issuer-url.ts';
import { hasIntegrity } from './integrity.ts';
import { mergeTypeMetadata } from './merge-type-metadata.ts';
import { TypeMetadataError } from './type-metadata-error.ts';
import { type TypeMetadata, zTypeMetadata } from './z-type-metadata.ts';

const MAX_LENGTH = 200_000;
/** Types above each other, the first included. */
const MAX_DEPTH = 5;

export type FetchTypeMetadataOptions = {
  /** `vct` of the credential, an https URL. */
  vct: string;
  /** `vct#integrity` of the credential. */
  integrity?: string | undefined;
  fetchText: FetchText;
  /** Development only. */
  allowLoopbackHttp: boolean;
};

/**
 * Fetches a credential type's metadata with what it extends: each document under its own `vct`, with the promised
 * integrity, no circle and no long chain (draft-ietf-oauth-sd-jwt-vc §6.3, §6.4).
 *
 * @returns the type with everything inherited
 * @throws {TypeMetadataError}
 */
export async function fetchTypeMetadata(options: FetchTypeMetadataOptions): Promise<TypeMetadata> {
  const chain: TypeMetadata[] = [];
  let next: { vct: string; integrity: string | undefined } | undefined = {
    vct: options.vct,
    integrity: options.integrity,
  };
  while (next !== undefined) {
    const { vct } = next;
    if (chain.length === MAX_DEPTH || chain.some((known) => known.vct === vct)) {
      throw new TypeMetadataError('ERR_TYPE_METADATA_EXTENDS', 'The type extends too many types, or itself.');
    }
    const metadata = await fetchOne({ ...options, ...next });
    chain.push(metadata);
    next =
      metadata.extends === undefined ? undefined : { vct: metadata.extends, integrity: metadata['extends#integrity'] };
  }
  return mergeTypeMetadata(chain);
}

async function fetchOne(options: FetchTypeMetadataOptions): Promise<TypeMetadata> {
  const { vct, integrity, fetchText } = options;
  const response = await fetchText(typeUrl(options), { accept: ['application/json'] }).catch((cause: unknown) => {
    throw new TypeMetadataError('ERR_TYPE_METADATA_UNREACHABLE', 'The type could not be fetched.', { cause });
  });
  if (response.status !== 200) {
    throw new TypeMetadataError('ERR_TYPE_METADATA_UNREACHABLE', 'The type could not be fetched.');
  }
  if (integrity !== undefined && !(await hasIntegrity(response.text, integrity))) {
    throw new TypeMetadataError('ERR_TYPE_METADATA_INTEGRITY', 'The type is not the one that was promised.');
  }
  let metadata: TypeMetadata;
  try {
    metadata = zTypeMetadata.parse(parseStrictJson(response.text, { maxLength: MAX_LENGTH }));
  } catch (cause) {
    throw new TypeMetadataError('ERR_TYPE_METADATA_MALFORMED', 'The type is malformed.', { cause });
  }
  if (metadata.vct !== vct) throw new TypeMetadataError('ERR_TYPE_METADATA_MALFORMED', 'This is another type.');
  return metadata;
}

function typeUrl(options: { vct: string; allowLoopbackHttp: boolean }): string {
  try {
    return parseIssuerUrl({ issuer: options.vct, allowLoopbackHttp: options.allowLoopbackHttp }).href;
  } catch (cause) {
    throw new TypeMetadataError('ERR_TYPE_METADATA_URL', 'The type is not an https URL.', { cause });
  }
}
