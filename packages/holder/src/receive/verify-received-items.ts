import { jwkThumbprint } from '@postern/credential';

import { HolderError } from '../error.ts';
import type { StoredCopy, StoredDocument } from '../store/stored-credential.ts';
import type { ReceivedItem } from './issuance-session.ts';
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
    first ??= verified;
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
    name: pickName(configuration.credential_metadata?.display, locale) ?? describeTypes(types),
    issuedBy,
    keyFoundBy: foundBy,
    ...(authorityKeyIdentifiers.length === 0 ? {} : { authorityKeyIdentifiers: [...authorityKeyIdentifiers] }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    claims,
    labels: readLabels(configuration, locale),
    copies,
  };
}

/** What a copy says apart from what makes it a copy of its own: key, status entry and times of its signature. */
function describeContent({ claims, types, issuedBy }: VerifiedDocument): string {
  const { cnf: _, status: __, iat: ___, id: ____, credentialStatus: _____, credentialSubject, ...rest } = claims;
  const { id: ______, ...subject } = (credentialSubject ?? {}) as Record<string, unknown>;
  return JSON.stringify([types, issuedBy, rest, subject]);
}

type Display = readonly { name?: string | undefined; locale?: string | undefined }[];

/** Name in the wanted language, else in English, else the first. */
function pickName(display: Display | undefined, locale: string): string | undefined {
  const named = (display ?? []).filter(({ name }) => name !== undefined);
  const speaks = (wanted: string) => named.find((entry) => entry.locale?.split('-')[0] === wanted.split('-')[0]);
  return (speaks(locale) ?? speaks('en') ?? named[0])?.name;
}

function readLabels(configuration: OfferedConfiguration, locale: string): StoredDocument['labels'] {
  return (configuration.credential_metadata?.claims ?? []).flatMap(({ path, display }) => {
    const label = pickName(display, locale);
    return label === undefined ? [] : [{ path, label }];
  });
}

function describeTypes(types: readonly string[]): string {
  const last = types.at(-1) ?? 'Credential';
  return URL.canParse(last) ? (new URL(last).pathname.split('/').findLast((part) => part !== '') ?? last) : last;
}
