import {
  createDidResolver,
  createIssuerKeyResolver,
  type DidResolver,
  type FetchText,
  type ResolveIssuerKey,
} from '@postern/credential';
import { verifyCertificateChain } from '@postern/credential/x509';
import { type Clock, PosternError } from '@postern/primitives';
import { type TrustDocuments, VerifierUnavailableError } from '@postern/verifier';

export type CreateTrustDocumentsOptions = {
  fetchText: FetchText;
  clock: Clock;
  /** Development only: issuers on this machine over http. */
  allowLoopbackHttp: boolean;
  /** Further DID methods by name. */
  didMethods: Readonly<Record<string, DidResolver>>;
};

/** What it means that nobody answered: not a "no". */
const UNREACHABLE = ['ERR_DID_UNREACHABLE', 'ERR_ISSUER_KEY_UNREACHABLE'];

/** Issuers' and holders' documents with their caches; every failure to get an answer is `ERR_ISSUER_UNAVAILABLE`. */
export function createTrustDocuments(options: CreateTrustDocumentsOptions): TrustDocuments {
  const { fetchText, clock, allowLoopbackHttp, didMethods } = options;
  const resolveDid = createDidResolver({ fetchText, clock, allowLoopbackHttp, methods: didMethods });
  const common = { fetchText, resolveDid, clock, allowLoopbackHttp };
  const byName = createIssuerKeyResolver(common);
  const byChain = (trustAnchors: readonly string[]): ResolveIssuerKey =>
    createIssuerKeyResolver({ ...common, certificates: { trustAnchors, verifyChain: verifyCertificateChain } });
  return {
    resolveDid: (did) => decide(resolveDid(did)),
    resolveIssuerKey: ({ trustAnchors, ...query }) => {
      const { x5c, ...nameless } = query.header;
      const isByChain = x5c !== undefined && trustAnchors.length > 0;
      return decide(isByChain ? byChain(trustAnchors)(query) : byName({ ...query, header: nameless }));
    },
  };
}

async function decide<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!(cause instanceof PosternError) || !UNREACHABLE.includes(cause.code)) throw cause;
    throw new VerifierUnavailableError('ERR_ISSUER_UNAVAILABLE', 'The keys cannot be had now.', { cause });
  }
}
