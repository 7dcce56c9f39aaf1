import type { Clock } from '@postern/primitives';
import { z } from 'zod';

import { createBoundedCache } from '../cache/create-bounded-cache.ts';
import type { DidResolver, FetchText } from '../did/resolve-did.ts';
import type { ResolveIssuerKey } from '../sd-jwt/verify-sd-jwt-vc.ts';
import { StatusListError } from './status-list-error.ts';
import {
  type CompanionList,
  isOlderList,
  type ListMark,
  readStatusValue,
  type VerifiedStatusList,
} from './verified-status-list.ts';
import { verifyBitstringStatusList } from './verify-bitstring-status-list.ts';
import { verifyTokenStatusList } from './verify-token-status-list.ts';

/** What an issuer says about a credential now. `unknown`: a value whose meaning is not ours. */
export type CredentialStatus = 'valid' | 'revoked' | 'suspended' | 'unknown';

export type StatusReading = {
  status: CredentialStatus;
  /** Unix seconds at which the oldest of the lists was asked for: what was published before is in it. */
  asOf: number;
};

export type StatusChecker = {
  /** Status of an SD-JWT VC (`status.status_list`). */
  checkTokenStatus: (options: { uri: string; index: number; issuer: string }) => Promise<StatusReading>;
  /**
   * Status of a VC-JWT by one of its `credentialStatus` entries, and by the lists that the named one wants read with it:
   * a credential that names one list only is refused for either reason.
   */
  checkBitstringStatus: (options: { entry: unknown; issuer: string }) => Promise<StatusReading>;
};

export type CreateStatusCheckerOptions = {
  fetchText: FetchText;
  resolveDid: DidResolver;
  resolveIssuerKey: ResolveIssuerKey;
  clock: Clock;
  /** Development only: loopback lists over http. */
  allowLoopbackHttp: boolean;
  /** Seconds that a list is kept at most, whatever it says; so long where it says nothing. */
  maxLifeSeconds: number;
  /**
   * Whose lists count for a credential issuer beside its own: a configured trust, by credential issuer. Nobody else's list
   * says anything about its credentials.
   */
  statusProviders?: Readonly<Record<string, readonly string[]>>;
};

const MAX_LISTS = 64;
const NEGATIVE_SECONDS = 10;
const TOKEN_TYPES = ['application/statuslist+jwt'];
const BITSTRING_TYPES = ['application/vc+jwt', 'application/vc', 'application/jwt', 'text/plain'];
const TOKEN_STATUSES: readonly CredentialStatus[] = ['valid', 'revoked', 'suspended'];
/** What a set bit means, the graver first: revocation cannot be taken back. */
const GRAVEST_FIRST = [
  { purpose: 'revocation', status: 'revoked' },
  { purpose: 'suspension', status: 'suspended' },
] as const;

const zBitstringEntry = z.looseObject({
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.string(),
  statusListIndex: z.string().regex(/^(0|[1-9][0-9]{0,15})$/),
  statusListCredential: z.string(),
  statusSize: z.literal(1).optional(),
});

type ListKey = { kind: 'token' | 'bitstring'; uri: string; issuer: string; purpose: string };
type KeptList = VerifiedStatusList & { asOf: number };

/**
 * Reads status lists whole and keeps each as long as it allows and the caller does, so that its host learns of no single
 * credential. A list that cannot be had, is not the issuer's, or is older than one already seen is an error: no status
 * is not a good status.
 */
export function createStatusChecker(options: CreateStatusCheckerOptions): StatusChecker {
  const { clock, maxLifeSeconds } = options;
  const newest = new Map<string, ListMark>();
  const lists = createBoundedCache<KeptList>({
    load: async (key) => {
      const asOf = clock.now();
      const list = await loadList(options, JSON.parse(key) as ListKey);
      const known = newest.get(key);
      if (known !== undefined && isOlderList(list, known)) {
        throw new StatusListError('ERR_STATUS_LIST_ROLLBACK', 'The list is older than one that was seen.');
      }
      newest.delete(key);
      newest.set(key, { issuedAt: list.issuedAt, sequence: list.sequence });
      if (newest.size > 64 * MAX_LISTS) newest.delete(newest.keys().next().value!);
      return { ...list, asOf };
    },
    clock,
    fresh: (list) => Math.min(list.life, maxLifeSeconds),
    // What a list says of its own life is the bound: nothing stands in for it afterwards.
    lastGood: 0,
    negative: NEGATIVE_SECONDS,
    isUnreachable: () => false,
    maxEntries: MAX_LISTS,
  });
  const listOf = ({ kind, uri, issuer, purpose }: ListKey) => lists(JSON.stringify({ kind, uri, issuer, purpose }));
  return {
    checkTokenStatus: async ({ uri, index, issuer }) => {
      const list = await listOf({ kind: 'token', uri, issuer, purpose: '' });
      return { status: TOKEN_STATUSES[readStatusValue(list, index)] ?? 'unknown', asOf: list.asOf };
    },
    checkBitstringStatus: async ({ entry, issuer }) => {
      const { purpose, uri, index } = parseBitstringEntry(entry);
      const named = await listOf({ kind: 'bitstring', uri, issuer, purpose });
      const companions = named.companions.filter((companion) => companion.uri !== uri);
      const others = companions.map((companion) => listOf({ kind: 'bitstring', issuer, ...companion }));
      const all = [named, ...(await Promise.all(others))];
      const purposes = [purpose, ...companions.map((companion) => companion.purpose)];
      const raised = new Set(purposes.filter((_, position) => readStatusValue(all[position]!, index) !== 0));
      const gravest = GRAVEST_FIRST.find((meaning) => raised.has(meaning.purpose));
      return { status: gravest?.status ?? 'valid', asOf: Math.min(...all.map((list) => list.asOf)) };
    },
  };
}

/** @throws {StatusListError} `ERR_STATUS_LIST_UNSUPPORTED` another kind of status, or another purpose */
function parseBitstringEntry(entry: unknown): CompanionList & { index: number } {
  const parsed = zBitstringEntry.safeParse(entry);
  if (!parsed.success) throw new StatusListError('ERR_STATUS_LIST_UNSUPPORTED', 'This status is not read here.');
  const { statusPurpose: purpose, statusListIndex, statusListCredential: uri } = parsed.data;
  if (purpose !== 'revocation' && purpose !== 'suspension') {
    throw new StatusListError('ERR_STATUS_LIST_UNSUPPORTED', 'This purpose is not read here.');
  }
  return { purpose, uri, index: Number(statusListIndex) };
}

async function loadList(options: CreateStatusCheckerOptions, key: ListKey): Promise<VerifiedStatusList> {
  const { uri, issuer, purpose } = key;
  const { statusProviders = {} } = options;
  const providers = Object.hasOwn(statusProviders, issuer) ? (statusProviders[issuer] ?? []) : [];
  const { resolveDid, resolveIssuerKey, clock } = options;
  if (key.kind === 'token') {
    const jwt = await fetchList(options, uri, TOKEN_TYPES);
    return verifyTokenStatusList({ jwt, uri, issuer, providers, resolveIssuerKey, now: clock.now() });
  }
  const jwt = await fetchList(options, uri, BITSTRING_TYPES);
  return verifyBitstringStatusList({ jwt, url: uri, issuer, providers, purpose, resolveDid, clock });
}

async function fetchList(
  { fetchText, allowLoopbackHttp }: CreateStatusCheckerOptions,
  uri: string,
  accept: readonly string[],
): Promise<string> {
  const { protocol, hostname } = URL.canParse(uri) ? new URL(uri) : { protocol: '', hostname: '' };
  const loopback = protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1');
  if (protocol !== 'https:' && !(loopback && allowLoopbackHttp)) {
    throw new StatusListError('ERR_STATUS_LIST_MALFORMED', 'The list is not at an https URL.');
  }
  try {
    const { status, text } = await fetchText(uri, { accept });
    if (status === 200) return text.trim();
  } catch (cause) {
    throw new StatusListError('ERR_STATUS_LIST_UNREACHABLE', 'The list could not be fetched.', { cause });
  }
  throw new StatusListError('ERR_STATUS_LIST_UNREACHABLE', 'The list could not be fetched.');
}
