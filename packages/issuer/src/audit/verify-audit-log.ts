import type { AuditRow } from '../rows.ts';
import { type AuditHead, type AuditPublicKey, hashAnchoredHead, readAuditHead } from './audit-head.ts';
import { AUDIT_GENESIS, hashAuditEntry } from './hash-audit-entry.ts';

/** Which check failed. */
export type AuditCheck =
  /** A sequence number is missing, doubled or out of order. */
  | 'entry_sequence'
  /** The entry is of another bank. */
  | 'entry_bank'
  /** The entry does not follow from the one before it. */
  | 'entry_link'
  /** The entry was changed: its hash is another. */
  | 'entry_hash'
  /** No head is signed at all. */
  | 'head_missing'
  | 'head_malformed'
  | 'head_key_unknown'
  | 'head_signature'
  | 'head_bank'
  /** A head says more entries than there are: the tail was cut. */
  | 'tail_cut'
  /** A head says another count than its sequence. */
  | 'head_count'
  /** A head says another hash: what it covers was written anew. */
  | 'suffix_rewritten'
  /** There are entries that no head of the file covers. */
  | 'tail_unsigned'
  /** A hash that the chain holds belongs to no head of the file. */
  | 'anchor_unknown'
  /** A salt does not give the hash that it is said to give. */
  | 'anchor_salt';

export type AuditFault = {
  check: AuditCheck;
  /** First bad entry: of several it may be, the lowest; 0 when it is about no entry. */
  sequence: number;
  /** The entry is at or before this one; the same number when it is exactly known. */
  upTo: number;
};

export type SignedHead = { jws: string; salt?: string | null; anchorHash?: string | null };

export type AuditLogOptions = {
  tenant: string;
  /** DID of the bank. */
  bank: string;
  /** In the order of the file. */
  entries: readonly AuditRow[];
  heads: readonly SignedHead[];
  keys: readonly AuditPublicKey[];
  /** Hashes that the chain holds, from events of the registry. */
  anchored?: readonly string[];
  /** Heads that the checker kept from earlier. */
  earlierHeads?: readonly SignedHead[];
};

/**
 * Checks a whole log without any secret: every entry by itself and by the one before it, every signed head against the
 * entries, and every hash that the chain holds against the heads. Erased persons' data is ciphertext in it and stays
 * as it was, so a log stands after an erasure as before.
 *
 * @returns the first fault by entry; null when there is none
 */
export async function findAuditFault(options: AuditLogOptions): Promise<AuditFault | null> {
  const { entries, heads, earlierHeads = [] } = options;
  const broken = await findBrokenEntry(options);
  if (heads.length === 0) return broken ?? at('head_missing', 0);
  const read = await Promise.all(
    [...heads, ...earlierHeads].map(async ({ jws }) => readAuditHead({ ...options, jws })),
  );
  const known: AuditHead[] = [];
  for (const result of read) {
    if ('fault' in result) return broken ?? at(result.fault, 0);
    known.push(result.head);
  }
  if (broken !== null) {
    // What comes before the bad entry may have been written anew all the same.
    const before = entries.slice(0, Math.max(broken.sequence - 1, 0));
    return (
      findBrokenHead({ entries: before, known: known.filter(({ sequence }) => sequence <= before.length) }) ?? broken
    );
  }
  const fault = findBrokenHead({ entries, known }) ?? findUnsignedTail({ entries, known });
  return fault ?? (await findBrokenAnchor(options, known));
}

const at = (check: AuditCheck, sequence: number, upTo = sequence): AuditFault => ({ check, sequence, upTo });

/** What is no canonical JSON has no hash. */
async function isHashedRight(entry: AuditRow): Promise<boolean> {
  return (await hashAuditEntry(entry).catch(() => '')) === entry.hash;
}

async function findBrokenEntry(options: AuditLogOptions): Promise<AuditFault | null> {
  let previousHash = AUDIT_GENESIS;
  for (const [position, entry] of options.entries.entries()) {
    const expected = position + 1;
    if (entry.sequence !== expected) return at('entry_sequence', expected);
    if (entry.tenant !== options.tenant) return at('entry_bank', expected);
    if (entry.previousHash !== previousHash) return at('entry_link', expected);
    if (!(await isHashedRight(entry))) return at('entry_hash', expected);
    previousHash = entry.hash;
  }
  return null;
}

function findBrokenHead(options: { entries: readonly AuditRow[]; known: readonly AuditHead[] }): AuditFault | null {
  const { entries } = options;
  const known = options.known.toSorted((a, b) => a.sequence - b.sequence);
  let good = 0;
  for (const head of known) {
    if (head.count !== head.sequence) return at('head_count', head.sequence);
    if (head.sequence > entries.length) return at('tail_cut', entries.length + 1, head.sequence);
    const hash = head.sequence === 0 ? AUDIT_GENESIS : entries[head.sequence - 1]?.hash;
    if (hash !== head.hash) return at('suffix_rewritten', good + 1, head.sequence);
    good = head.sequence;
  }
  return null;
}

function findUnsignedTail(options: { entries: readonly AuditRow[]; known: readonly AuditHead[] }): AuditFault | null {
  const { length } = options.entries;
  const signed = Math.max(0, ...options.known.map(({ sequence }) => sequence));
  return signed < length ? at('tail_unsigned', signed + 1, length) : null;
}

async function findBrokenAnchor(
  { heads, anchored = [] }: AuditLogOptions,
  known: readonly AuditHead[],
): Promise<AuditFault | null> {
  const shown = new Set<string>();
  for (const [index, { salt, anchorHash }] of heads.entries()) {
    const head = known[index];
    if (!salt || !anchorHash || head === undefined) continue;
    if ((await hashAnchoredHead({ head, salt })) !== anchorHash) return at('anchor_salt', head.sequence);
    shown.add(anchorHash);
  }
  return anchored.every((hash) => shown.has(hash.toLowerCase())) ? null : at('anchor_unknown', 0);
}
