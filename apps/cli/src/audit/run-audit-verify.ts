import { readFile } from 'node:fs/promises';
import { type AuditCheck, type AuditExport, type AuditFault, findAuditFault, zAuditExport } from '@postern/issuer';
import { parseStrictJson } from '@postern/primitives';
import { printLine, type Print, runCommand } from '../chain/run-command.ts';
import { AuditCommandError } from './audit-command-error.ts';
import { readAuditKeys } from './read-audit-keys.ts';

export type AuditVerifyOptions = {
  file: string;
  /** Where the bank's DID document lies; without it the file vouches for its own keys. */
  did?: string;
  /** Hashes of the registry's events. */
  anchored?: readonly string[];
  /** An export of the same bank that was kept from earlier. */
  earlier?: string;
};

const WORDS: Record<AuditCheck, string> = {
  entry_sequence: 'an entry is missing, doubled or out of its place',
  entry_bank: 'an entry is of another bank',
  entry_link: 'an entry does not follow from the one before it',
  entry_hash: 'an entry was changed',
  head_missing: 'no head is signed',
  head_malformed: 'a signed head cannot be read',
  head_key_unknown: 'a head is signed by a key that is none of the audit keys of the bank',
  head_signature: 'the signature of a head does not stand',
  head_bank: 'a head is of another bank',
  tail_cut: 'entries that were signed are gone from the end',
  head_count: 'a head counts other entries than it names',
  suffix_rewritten: 'entries that were signed were written anew',
  tail_unsigned: 'entries at the end are covered by no signed head',
  anchor_unknown: 'the chain holds a hash that belongs to no head of the file',
  anchor_salt: 'a salt does not open the hash that it belongs to',
};

/** Checks an exported log offline, without any secret. @throws AuditCommandError a file that is none */
export const verifyAuditFile = async (
  options: AuditVerifyOptions,
): Promise<{ fault: AuditFault | null; log: AuditExport }> => {
  const log = await readExport(options.file);
  const { bank, tenant } = log;
  const keys =
    options.did === undefined ? log.keys : readAuditKeys({ text: await readFile(options.did, 'utf8'), did: bank });
  const earlier = options.earlier === undefined ? undefined : await readExport(options.earlier);
  const { entries, heads } = log;
  const { anchored = [] } = options;
  const earlierHeads = earlier?.heads ?? [];
  return { log, fault: await findAuditFault({ tenant, bank, entries, heads, keys, anchored, earlierHeads }) };
};

/** `postern audit verify`. @returns exit code: 0 when the log stands */
export const runAuditVerify = async (options: AuditVerifyOptions & { print?: Print }): Promise<number> => {
  const { print = printLine, ...rest } = options;
  return runCommand(print, async () => {
    const { fault, log } = await verifyAuditFile(rest);
    if (fault !== null) {
      const { check, sequence, upTo } = fault;
      const where = sequence === upTo ? `entry ${sequence}` : `entries ${sequence} to ${upTo}`;
      print(`✗ ${sequence === 0 ? 'the log' : where}: ${WORDS[check]} (${check})`);
      return 1;
    }
    print(`✓ ${log.entries.length} entries of ${log.bank} stand, under ${log.heads.length} signed heads`);
    if (rest.did === undefined)
      print('    By keys that the file itself names: give --did with the DID document of the bank.');
    if (rest.anchored === undefined) {
      print('    Not held against the chain: give --anchored with the audit hashes of its StatusAnchored events.');
    }
    return 0;
  });
};

const readExport = async (file: string): Promise<AuditExport> => {
  try {
    return zAuditExport.parse(
      parseStrictJson(await readFile(file, 'utf8'), {
        maxLength: Number.MAX_SAFE_INTEGER,
        maxMembers: Number.MAX_SAFE_INTEGER,
      }),
    );
  } catch (cause) {
    throw new AuditCommandError('ERR_AUDIT_COMMAND_FILE', 'This is no exported audit log.', { cause });
  }
};
