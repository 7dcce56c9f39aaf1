import {
  type ClaimPath,
  indexDisclosures,
  type JsonObject,
  parseCompactJws,
  parseSdJwt,
  presentSdJwtVc,
} from '@postern/credential';
import type { JsonValue } from '@postern/primitives';

import type { StoredDocument } from '../store/stored-credential.ts';

/** One thing that a verifier would read. */
export type ShownClaim = { path: ClaimPath; label: string; value: JsonValue };

/** Members that say what a credential is, not who its holder is. */
const STRUCTURE = new Set(
  'iss iat nbf exp cnf vct vct#integrity status sub jti aud _sd _sd_alg @context type id issuer issuanceDate expirationDate validFrom validUntil credentialStatus credentialSchema termsOfUse evidence refreshService vc'.split(
    ' ',
  ),
);

/**
 * What an answer would show of a document and what it would leave hidden, read from the very bytes that would be sent:
 * asking for a part of a claim shows the whole of it when the issuer hid it in one piece, and a W3C credential is always
 * shown as a whole.
 */
export async function listShownClaims(options: {
  document: StoredDocument;
  paths: readonly ClaimPath[];
}): Promise<{ shown: readonly ShownClaim[]; kept: readonly string[] }> {
  const { document, paths } = options;
  const all = personOf(document, document.claims);
  const visible = document.format === 'dc+sd-jwt' ? await readVisible(document, paths) : all;
  const shownLeaves = listLeaves(visible);
  const shownKeys = new Set(shownLeaves.map(({ path }) => JSON.stringify(path)));
  const isShown = ({ path }: { path: ClaimPath }) => shownKeys.has(JSON.stringify(path));
  const shownTops = new Set(shownLeaves.map(({ path }) => path[0]));
  const keptLeaves = listLeaves(all).filter((leaf) => !isShown(leaf));
  // A group that stays as a whole is one line.
  const kept = keptLeaves.map(({ path }) => (shownTops.has(path[0]) ? path : path.slice(0, 1)));
  return {
    shown: inOrder(document, shownLeaves).map((leaf) => ({ ...leaf, label: labelOf(document, leaf.path) })),
    kept: [
      ...new Set(
        inOrder(
          document,
          kept.map((path) => ({ path })),
        ).map(({ path }) => labelOf(document, path)),
      ),
    ],
  };
}

async function readVisible(document: StoredDocument, disclose: readonly ClaimPath[]): Promise<JsonObject> {
  const draft = await presentSdJwtVc({
    token: document.copies[0]!.token,
    disclose,
    signer: async () => new Uint8Array(64),
    audience: '',
    nonce: '',
    now: 0,
  });
  const { jws, disclosures } = parseSdJwt(draft);
  const { claims } = await indexDisclosures(parseCompactJws(jws).payload, disclosures);
  return personOf(document, claims);
}

/** The members about the person: of an SD-JWT VC beside the registered ones, of a W3C credential its subject. */
function personOf({ format }: StoredDocument, claims: Readonly<Record<string, JsonValue>>): JsonObject {
  const source = format === 'dc+sd-jwt' ? claims : ((claims['credentialSubject'] ?? {}) as JsonObject);
  return Object.fromEntries(Object.entries(source).filter(([name]) => !STRUCTURE.has(name)));
}

/** Values with their paths; a list of plain values is one value. */
function listLeaves(value: JsonObject, above: ClaimPath = []): { path: ClaimPath; value: JsonValue }[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const path = [...above, name];
    const isGroup = member !== null && typeof member === 'object' && !Array.isArray(member);
    return isGroup ? listLeaves(member, path) : [{ path, value: member }];
  });
}

/** The issuer's order of claims, which is the one that people know; others after them, as they come. */
function inOrder<Entry extends { path: ClaimPath }>(document: StoredDocument, entries: readonly Entry[]): Entry[] {
  const rank = ({ path }: Entry): number => {
    const at = document.labels.findIndex((entry) => entry.path.at(document.format === 'dc+sd-jwt' ? 0 : 1) === path[0]);
    return at === -1 ? document.labels.length : at;
  };
  return entries.toSorted((left, right) => rank(left) - rank(right));
}

/** The issuer's name of a claim, else the claim's own under the name of its group. */
function labelOf(document: StoredDocument, path: ClaimPath): string {
  const { labels, format } = document;
  const full = format === 'dc+sd-jwt' ? path : ['credentialSubject', ...path];
  const named = labels.find((entry) => JSON.stringify(entry.path) === JSON.stringify(full))?.label;
  if (named !== undefined) return named;
  const own = String(path.at(-1)).replaceAll('_', ' ');
  return path.length === 1 ? own : `${labelOf(document, path.slice(0, -1))}: ${own}`;
}
