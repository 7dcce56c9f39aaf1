import { parseStrictJson } from '@postern/primitives';
import { z } from 'zod';

import { toVerificationJwk } from '../jose/public-jwk.ts';
import { DidError, type ResolvedDid, type VerificationKey } from './did-document.ts';
import { resolveDidJwk } from './did-jwk.ts';

const MAX_DOCUMENT_LENGTH = 100_000;

const zDidDocument = z.looseObject({
  id: z.string(),
  verificationMethod: z
    .array(z.looseObject({ id: z.string(), controller: z.string().optional(), publicKeyJwk: z.unknown().optional() }))
    .default([]),
  assertionMethod: z.array(z.union([z.string(), z.looseObject({ id: z.string() })])).default([]),
});

/** `fetch` as the caller guards it: time limit, no redirects, no private networks outside development. */
export type FetchText = (url: string) => Promise<{ status: number; text: string }>;

export type ResolveDidOptions = {
  did: string;
  fetchText: FetchText;
  /** Development only: `did:web:localhost…` is fetched over http. */
  allowLoopbackHttp: boolean;
};

/**
 * URL of a did:web document (did:web method specification §3.2): `%3A` is a port, further parts are a path.
 *
 * @throws {DidError} not a did:web, or a part that would leave its place in the URL
 */
export function didWebDocumentUrl(options: { did: string; allowLoopbackHttp: boolean }): string {
  const parts = options.did.split(':').slice(2);
  const valid = options.did.startsWith('did:web:') && parts.every((part) => /^[A-Za-z0-9._%-]+$/.test(part));
  const [host, ...path] = parts.map((part) => (valid ? decodeURIComponent(part) : ''));
  if (!valid || host === undefined || !/^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host) || path.some(isUnsafeSegment)) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a did:web with host and plain path parts.');
  }
  const loopback = /^localhost(:\d+)?$/.test(host);
  const scheme = loopback && options.allowLoopbackHttp ? 'http' : 'https';
  return `${scheme}://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}

/**
 * Resolves a DID to its P-256 assertion keys: did:jwk offline, did:web by the caller's guarded fetch.
 *
 * @throws {DidError} unknown method, unreachable, or a document that is not the DID's own
 */
export async function resolveDid(options: ResolveDidOptions): Promise<ResolvedDid> {
  if (options.did.startsWith('did:jwk:')) return resolveDidJwk(options.did);
  if (!options.did.startsWith('did:web:')) {
    throw new DidError('ERR_DID_METHOD', 'Only did:web and did:jwk are resolved here.');
  }
  const url = didWebDocumentUrl(options);
  const response = await options.fetchText(url).catch((cause: unknown) => {
    throw new DidError('ERR_DID_UNREACHABLE', 'The DID document could not be fetched.', { cause });
  });
  if (response.status !== 200) throw new DidError('ERR_DID_UNREACHABLE', 'The DID document could not be fetched.');
  return parseDidDocument({ did: options.did, text: response.text });
}

function parseDidDocument(options: { did: string; text: string }): ResolvedDid {
  let document: z.infer<typeof zDidDocument>;
  try {
    document = zDidDocument.parse(parseStrictJson(options.text, { maxLength: MAX_DOCUMENT_LENGTH }));
  } catch (cause) {
    throw new DidError('ERR_DID_DOCUMENT', 'The DID document is malformed.', { cause });
  }
  if (document.id !== options.did) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  const absolute = (id: string) => (id.startsWith('#') ? `${options.did}${id}` : id);
  const allowed = new Set(
    document.assertionMethod.map((entry) => absolute(typeof entry === 'string' ? entry : entry.id)),
  );
  const keys = document.verificationMethod.flatMap((method): VerificationKey[] => {
    const id = absolute(method.id);
    if (!allowed.has(id) || !id.startsWith(`${options.did}#`)) return [];
    try {
      return [{ id, publicJwk: toVerificationJwk(method.publicKeyJwk) }];
    } catch {
      return [];
    }
  });
  return { id: options.did, keys, document };
}

function isUnsafeSegment(segment: string): boolean {
  return segment === '.' || segment === '..' || /[/?#\\@:]/.test(segment);
}
