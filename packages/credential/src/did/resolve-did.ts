import { type Clock, PosternError } from '@postern/primitives';

import { createBoundedCache } from '../cache/create-bounded-cache.ts';
import { DidError, type ResolvedDid } from './did-document.ts';
import { resolveDidJwk } from './did-jwk.ts';
import { resolveDidKey } from './did-key.ts';
import { resolveDidPkh } from './did-pkh.ts';
import { didWebDocumentUrl } from './did-web.ts';
import { parseDidDocument } from './parse-did-document.ts';

/**
 * `fetch` as the caller guards it: time and size limit, no redirects, no private networks outside development.
 *
 * @param options.accept media types that are read
 */
export type FetchText = (
  url: string,
  options?: { accept: readonly string[] },
) => Promise<{ status: number; text: string }>;

/** Resolves one DID; services plug methods that need more than a fetch, such as did:ethr. */
export type DidResolver = (did: string) => Promise<ResolvedDid>;

export type ResolveDidOptions = {
  did: string;
  fetchText: FetchText;
  /** Development only: `did:web:localhost…` is fetched over http. */
  allowLoopbackHttp: boolean;
  /** Further methods by name (`ethr`), after our own. */
  methods?: Readonly<Record<string, DidResolver>>;
};

const MAX_DID_LENGTH = 2000;
const DID_MEDIA_TYPES = ['application/did+json', 'application/did+ld+json', 'application/json'];

/**
 * Resolves a DID to its keys: did:key, did:jwk and did:pkh offline, did:web by the caller's guarded fetch, others by
 * the caller's methods.
 *
 * @throws {DidError} unknown method, unreachable, gone, or a document that is not the DID's own
 */
export async function resolveDid(options: ResolveDidOptions): Promise<ResolvedDid> {
  const { did, methods = {} } = options;
  const method = /^did:([a-z0-9]+):./.exec(did)?.[1];
  if (method === undefined || did.length > MAX_DID_LENGTH || /[#?/]/.test(did)) {
    throw new DidError('ERR_DID_MALFORMED', 'Expected a DID without path, query or fragment.');
  }
  if (method === 'jwk') return resolveDidJwk(did);
  if (method === 'key') return resolveDidKey(did);
  if (method === 'pkh') return resolveDidPkh(did);
  if (method === 'web') return resolveDidWeb(options);
  if (!Object.hasOwn(methods, method)) throw new DidError('ERR_DID_METHOD', 'This DID method is not resolved here.');
  const resolved = await methods[method]!(did);
  if (resolved.id !== did) throw new DidError('ERR_DID_DOCUMENT', 'The document is of another DID.');
  return resolved;
}

async function resolveDidWeb(options: ResolveDidOptions): Promise<ResolvedDid> {
  const response = await options
    .fetchText(didWebDocumentUrl(options), { accept: DID_MEDIA_TYPES })
    .catch((cause: unknown) => {
      // A guarded fetch may tell a bad status by an error.
      const status = cause instanceof PosternError ? cause.details.status : undefined;
      throw unavailable(status, cause);
    });
  if (response.status !== 200) throw unavailable(response.status);
  return parseDidDocument({ did: options.did, text: response.text });
}

function unavailable(status: unknown, cause?: unknown): DidError {
  if (status === 404 || status === 410) return new DidError('ERR_DID_NOT_FOUND', 'There is no such DID.', { cause });
  return new DidError('ERR_DID_UNREACHABLE', 'The DID document could not be fetched.', { cause });
}

export type CreateDidResolverOptions = Omit<ResolveDidOptions, 'did'> & {
  clock: Clock;
  /** Seconds a document is used without asking again, 300 unless told. */
  freshSeconds?: number;
  /** Seconds after which even an unreachable host's last document no longer counts, 3600 unless told. */
  lastGoodSeconds?: number;
  /** Seconds a failure is remembered, 10 unless told. */
  negativeSeconds?: number;
};

/**
 * {@link resolveDid} with a cache: short life, one fetch at a time for each DID, failures briefly remembered, and the
 * last good document for a bounded time while the host cannot be reached. A document that is gone or wrong ends it at
 * once.
 */
export function createDidResolver(options: CreateDidResolverOptions): DidResolver {
  const { clock, freshSeconds = 300, lastGoodSeconds = 3600, negativeSeconds = 10, ...rest } = options;
  const cached = createBoundedCache({
    load: (did) => resolveDid({ ...rest, did }),
    clock,
    fresh: freshSeconds,
    lastGood: lastGoodSeconds,
    negative: negativeSeconds,
    isUnreachable: (cause) => cause instanceof DidError && cause.code === 'ERR_DID_UNREACHABLE',
    maxEntries: 1000,
  });
  // Methods that need no network would only fill the cache.
  return async (did) => (/^did:(jwk|key|pkh):/.test(did) ? resolveDid({ ...rest, did }) : cached(did));
}
