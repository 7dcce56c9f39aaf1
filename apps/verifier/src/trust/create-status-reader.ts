import { createStatusChecker, type FetchText, type StatusChecker } from '@postern/credential';
import type { Clock } from '@postern/primitives';
import type { StatusReader, TrustDocuments } from '@postern/verifier';

export type CreateStatusReaderOptions = {
  fetchText: FetchText;
  clock: Clock;
  documents: TrustDocuments;
  /** Development only: lists on this machine over http. */
  allowLoopbackHttp: boolean;
  /** Seconds that a list is kept at most, whatever it says. */
  maxLifeSeconds: number;
  /** Whose lists count for a credential issuer beside its own. */
  statusProviders?: Readonly<Record<string, readonly string[]>>;
};

/** Sets of anchors whose lists are kept apart; the least recently opened goes first. */
const MAX_CHECKERS = 64;

/**
 * Status lists, whole and cached as long as they allow and we do. A list signed under a chain counts by the anchors of who asks,
 * so each set of anchors has lists of its own.
 */
export function createStatusReader(options: CreateStatusReaderOptions): StatusReader {
  const { fetchText, clock, documents, allowLoopbackHttp, maxLifeSeconds, statusProviders = {} } = options;
  const checkers = new Map<string, StatusChecker>();
  const checkerFor = (trustAnchors: readonly string[]): StatusChecker => {
    const key = trustAnchors.join();
    const known = checkers.get(key);
    if (known !== undefined) return known;
    const checker = createStatusChecker({
      fetchText,
      resolveDid: documents.resolveDid,
      resolveIssuerKey: (query) => documents.resolveIssuerKey({ ...query, trustAnchors }),
      clock,
      allowLoopbackHttp,
      maxLifeSeconds,
      statusProviders,
    });
    checkers.set(key, checker);
    const [oldest = ''] = checkers.keys();
    if (checkers.size > MAX_CHECKERS) checkers.delete(oldest);
    return checker;
  };
  return {
    readStatus: ({ issuer, reference, trustAnchors }) => {
      const checker = checkerFor(trustAnchors);
      return reference.kind === 'token'
        ? checker.checkTokenStatus({ uri: reference.uri, index: reference.index, issuer })
        : checker.checkBitstringStatus({ entry: reference.entry, issuer });
    },
  };
}
