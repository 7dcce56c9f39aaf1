import type { JsonValue } from '@postern/primitives';

import { parseCompactJws } from '../jose/compact-jws.ts';
import { parseSdJwt } from '../sd-jwt/parse-sd-jwt.ts';
import { indexDisclosures } from '../sd-jwt/process-disclosures.ts';
import { TypeMetadataError } from './type-metadata-error.ts';
import type { TypeMetadata } from './z-type-metadata.ts';

type Path = readonly (string | number)[];
type Place = { path: Path; value: JsonValue };

/**
 * Whether an SD-JWT VC, as its holder received it with all disclosures, keeps what its type promises: mandatory claims
 * are there, and claims can be hidden as the type says (draft-ietf-oauth-sd-jwt-vc §6.6). The signature is not looked at.
 *
 * @param options.metadata the type with what it inherits
 * @throws {TypeMetadataError} `ERR_TYPE_METADATA_CLAIMS`; {SdJwtError | JwsError} malformed
 */
export async function assertClaimsMatchType(options: { token: string; metadata: TypeMetadata }): Promise<void> {
  const { jws, disclosures } = parseSdJwt(options.token);
  const { claims, nodes } = await indexDisclosures(parseCompactJws(jws).payload, disclosures);
  const chains = new Map(nodes.map((node) => [JSON.stringify(node.path), node.disclosures.length]));
  const chainOf = (path: Path) => chains.get(JSON.stringify(path)) ?? 0;
  for (const { path, mandatory = false, sd = 'allowed' } of options.metadata.claims ?? []) {
    const found = selectPlaces(claims, path);
    if (mandatory && found.length === 0) throw mismatch('A mandatory claim is missing.');
    for (const place of found) {
      // Hidden by a disclosure of its own, not by one of what it stands in.
      const hidden = chainOf(place.path) > chainOf(place.path.slice(0, -1));
      if ((sd === 'always' && !hidden) || (sd === 'never' && hidden)) {
        throw mismatch('A claim can be hidden, or cannot, against its type.');
      }
    }
  }
}

/** Places that a claims path leads to; a part that does not fit what it meets is an error, a missing one leads nowhere. */
function selectPlaces(claims: JsonValue, path: readonly (string | number | null)[]): readonly Place[] {
  let places: readonly Place[] = [{ path: [], value: claims }];
  for (const part of path) places = places.flatMap((place) => step(place, part));
  return places;
}

function step({ path, value }: Place, part: string | number | null): Place[] {
  if (typeof part === 'string') {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw mismatch('A path misses its claim.');
    return Object.hasOwn(value, part) ? [{ path: [...path, part], value: value[part]! }] : [];
  }
  if (!Array.isArray(value)) throw mismatch('A path misses its claim.');
  return value.flatMap((item, index) =>
    part === null || part === index ? [{ path: [...path, index], value: item }] : [],
  );
}

function mismatch(message: string): TypeMetadataError {
  return new TypeMetadataError('ERR_TYPE_METADATA_CLAIMS', message);
}
