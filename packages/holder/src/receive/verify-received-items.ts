import { type JsonObject, jwkThumbprint } from '@postern/credential';
import { canonicalizeJson } from '@postern/primitives';

import { HolderError } from '../error.ts';
import type { StoredCopy, StoredDocument } from '../store/stored-credential.ts';
import type { ReceivedItem } from './issuance-session.ts';
import { pickDisplay } from './pick-display.ts';
import { type VerifiedDocument, verifyDocument, type VerifyDocumentOptions } from './verify-document.ts';
import type { OfferedConfiguration } from './z-issuer-messages.ts';

/**
 * Verifies every copy of a received item and finds the key of each. Copies must be one credential: the same type,
 * signer and claims, each for a key of its own.
 *
 * @throws what `verifyDocument` throws
 * @throws {HolderError} ERR_CREDENTIAL_KEY bound to a key that this wallet did not prove, or two to one key;
 *   ERR_CREDENTIAL_COPIES copies that say different things
 */
export async function verifyReceivedItem(
  options: Omit<VerifyDocumentOptions, 'credential' | 'configurationId'> & { item: ReceivedItem; locale: string },
): Promise<StoredDocument> {
  const { item, issuer, locale } = options;
  const keys = new Map(
    await Promise.all(item.keys.map(async (key) => [await jwkThumbprint(key.publicJwk), key] as const)),
  );
  const copies: StoredCopy[] = [];
  let first: VerifiedDocument | undefined;
  for (const credential of item.credentials) {
    const { configurationId } = item;
    const verified = await verifyDocument({ ...options, credential, configurationId });
    const thumbprint = verified.holderThumbprints.find((candidate) => keys.has(candidate));
    if (thumbprint === undefined) {
      throw new HolderError('ERR_CREDENTIAL_KEY', 'The credential is bound to another key.');
    }
    copies.push({ token: credential, key: keys.get(thumbprint)! });
    keys.delete(thumbprint);
    first = { ...(first ?? verified), expiresAt: earliest(first?.expiresAt, verified.expiresAt) };
    if (describeContent(verified) !== describeContent(first)) {
      throw new HolderError('ERR_CREDENTIAL_COPIES', 'The copies of the credential say different things.');
    }
  }
  const { format, types, issuedBy, foundBy, authorityKeyIdentifiers, expiresAt, claims } = first!;
  const configuration = issuer.configurations[item.configurationId]!;
  return {
    configurationId: item.configurationId,
    format,
    types,
    name: pickDisplay(configuration.credential_metadata?.display, locale)?.name ?? describeTypes(types),
    issuedBy,
    keyFoundBy: foundBy,
    ...(authorityKeyIdentifiers.length === 0 ? {} : { authorityKeyIdentifiers: [...authorityKeyIdentifiers] }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    claims,
    labels: readLabels(configuration, locale),
    copies,
  };
}

/** Members that make a copy one of its own: key, status entry, identifier, times of its signature. */
const OWN_MEMBERS = new Set(['cnf', 'status', 'credentialStatus', 'id', 'jti', 'iat', 'nbf', 'exp']);
const TIMES = new Set(['issuanceDate', 'expirationDate', 'validFrom', 'validUntil']);

/** What a copy says apart from that, in one spelling: disclosures come in the order of their random digests. */
function describeContent({ claims, types, issuedBy }: VerifiedDocument): string {
  const { credentialSubject, ...members } = claims;
  const { id: _, ...subject } = (credentialSubject ?? {}) as JsonObject;
  const shared = Object.entries(members).filter(([name]) => !OWN_MEMBERS.has(name) && !TIMES.has(name));
  return canonicalizeJson({ types, issuedBy, shared: Object.fromEntries(shared), subject });
}

/** The copy that ends first ends the document. */
function earliest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}

function readLabels(configuration: OfferedConfiguration, locale: string): StoredDocument['labels'] {
  return (configuration.credential_metadata?.claims ?? []).flatMap(({ path, display }) => {
    const label = pickDisplay(display, locale)?.name;
    return label === undefined ? [] : [{ path, label }];
  });
}

function describeTypes(types: readonly string[]): string {
  const last = types.at(-1) ?? 'Credential';
  return URL.canParse(last) ? (new URL(last).pathname.split('/').findLast((part) => part !== '') ?? last) : last;
}
