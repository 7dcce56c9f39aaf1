import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createP256Signer, type P256PublicJwk, toP256PublicJwk } from '@postern/credential';
import { AUDIT_GENESIS, type AuditExport, hashAnchoredHead, hashAuditEntry, signAuditHead } from '@postern/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditVerifyOptions, runAuditVerify, verifyAuditFile } from './run-audit-verify.ts';

const BANK = 'did:web:bank.example';
const SALT = '5a'.repeat(32);
/** Where heads were signed: entries 4, 8 and the last. */
const HEADS = [4, 8, 12] as const;

type Entry = AuditExport['entries'][number];
type Head = AuditExport['heads'][number];
type Key = { publicJwk: P256PublicJwk; signer: ReturnType<typeof createP256Signer> };

let dir: string;
let ours: Key;
let theirs: Key;
let log: AuditExport;
let anchored: string;

const makeKey = async (): Promise<Key> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicJwk = toP256PublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
  return { publicJwk, signer: createP256Signer(pair.privateKey) };
};

/** Gives entries their numbers, links and hashes from a position on. */
const chain = async (entries: readonly Entry[], from = 0): Promise<Entry[]> => {
  const done = entries.slice(0, from);
  for (const entry of entries.slice(from)) {
    const previousHash = done.at(-1)?.hash ?? AUDIT_GENESIS;
    const body = { ...entry, sequence: done.length + 1, previousHash };
    done.push({ ...body, hash: await hashAuditEntry(body) });
  }
  return done;
};

const sign = async (
  entries: readonly Entry[],
  sequence: number,
  options: { key?: Key; more?: object; name?: string } = {},
) => {
  const { key = ours, more = {}, name = 'audit-1' } = options;
  const hash = sequence === 0 ? AUDIT_GENESIS : entries[sequence - 1]!.hash;
  const head = { bank: BANK, sequence, count: sequence, hash, iat: 100, ...more };
  const jws = await signAuditHead(
    { signer: { keySigner: () => key.signer } as never },
    { head, key: { tenant: 'bank', keyName: name, kid: '', publicJwk: key.publicJwk, createdAt: 0 } },
  );
  return { jws, salt: null, anchorHash: null };
};

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'postern-audit-'));
  [ours, theirs] = [await makeKey(), await makeKey()];
  const plain = Array.from({ length: 12 }, (_, index) => ({
    ...{ tenant: 'bank', sequence: 0, at: 1000 + index, actor: index % 2 === 0 ? 'maker' : 'system' },
    ...{ action: `action_${index + 1}`, caseId: `case-${index}`, details: { sealed: `ciphertext-${index}`, n: index } },
    ...{ previousHash: '', hash: '' },
  }));
  const entries = await chain(plain);
  const heads: Head[] = await Promise.all(HEADS.map((sequence) => sign(entries, sequence)));
  const { hash } = entries[7]!;
  anchored = await hashAnchoredHead({ head: { bank: BANK, sequence: 8, count: 8, hash }, salt: SALT });
  heads[1] = { ...heads[1]!, salt: SALT, anchorHash: anchored };
  const keys = [{ id: `${BANK}#audit-1`, publicJwk: ours.publicJwk }];
  log = { format: 'postern-audit-log/1', tenant: 'bank', bank: BANK, exportedAt: 2000, keys, entries, heads };
  await writeFile(
    path.join(dir, 'did.json'),
    JSON.stringify({
      id: BANK,
      verificationMethod: [
        { id: `${BANK}#key-1`, type: 'JsonWebKey2020', publicKeyJwk: theirs.publicJwk },
        { id: '#audit-1', type: 'JsonWebKey2020', publicKeyJwk: ours.publicJwk },
      ],
      assertionMethod: [`${BANK}#key-1`],
    }),
  );
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const save = async (file: string, content: AuditExport): Promise<string> => {
  await writeFile(path.join(dir, file), JSON.stringify(content));
  return path.join(dir, file);
};
const withEntries = async (change: (entries: Entry[]) => Entry[] | Promise<Entry[]>): Promise<AuditExport> => ({
  ...log,
  entries: await change(structuredClone(log.entries)),
});
const edit = (index: number, more: Partial<Entry>) =>
  withEntries((entries) => entries.with(index, { ...entries[index]!, ...more }));

describe('postern audit verify', () => {
  it('takes a log that stands, by the keys of the DID document, of the chain and of an earlier export', async () => {
    const lines: string[] = [];
    const file = await save('good.json', log);
    const earlier = await save('earlier.json', {
      ...log,
      entries: log.entries.slice(0, 8),
      heads: log.heads.slice(0, 2),
    });
    const did = path.join(dir, 'did.json');
    const print = (line: string) => lines.push(line);
    expect(await runAuditVerify({ file, did, earlier, anchored: [anchored], print })).toBe(0);
    expect(lines).toHaveLength(1);
    expect(await runAuditVerify({ file, print })).toBe(0);
  });

  it('refuses what is no log, and a DID document of another bank or without an audit key', async () => {
    const print = () => undefined;
    const file = await save('good.json', log);
    expect(await runAuditVerify({ file: path.join(dir, 'did.json'), print })).toBe(1);
    await writeFile(path.join(dir, 'other.json'), JSON.stringify({ id: 'did:web:other', verificationMethod: [] }));
    await writeFile(path.join(dir, 'none.json'), JSON.stringify({ id: BANK, verificationMethod: [] }));
    for (const did of ['other.json', 'none.json']) {
      await expect(verifyAuditFile({ file, did: path.join(dir, did) })).rejects.toMatchObject({
        code: 'ERR_AUDIT_COMMAND_DID',
      });
    }
  });

  type Plant = () => Promise<{ content: AuditExport; options?: Partial<AuditVerifyOptions> }>;
  const only = async (content: Promise<AuditExport> | AuditExport) => ({ content: await content });
  const FAULTS: [name: string, plant: Plant, expected: object][] = [
    ['a changed action', () => only(edit(4, { action: 'nothing' })), { check: 'entry_hash', sequence: 5, upTo: 5 }],
    ['a changed time', () => only(edit(6, { at: 1 })), { check: 'entry_hash', sequence: 7 }],
    ['a changed actor', () => only(edit(0, { actor: 'checker' })), { check: 'entry_hash', sequence: 1 }],
    ['a changed case', () => only(edit(2, { caseId: null })), { check: 'entry_hash', sequence: 3 }],
    ['changed details', () => only(edit(3, { details: { n: 9 } })), { check: 'entry_hash', sequence: 4 }],
    ['a changed hash', () => only(edit(5, { hash: 'ab'.repeat(32) })), { check: 'entry_hash', sequence: 6 }],
    ['a changed link', () => only(edit(5, { previousHash: 'ab'.repeat(32) })), { check: 'entry_link', sequence: 6 }],
    ['an entry of another bank', () => only(edit(1, { tenant: 'other' })), { check: 'entry_bank', sequence: 2 }],
    [
      'an entry taken out',
      () => only(withEntries((all) => all.toSpliced(4, 1))),
      { check: 'entry_sequence', sequence: 5 },
    ],
    ['the first taken out', () => only(withEntries((all) => all.slice(1))), { check: 'entry_sequence', sequence: 1 }],
    [
      'two entries swapped',
      () => only(withEntries((all) => all.with(8, all[9]!).with(9, all[8]!))),
      { check: 'entry_sequence', sequence: 9 },
    ],
    [
      'an entry twice',
      () => only(withEntries((all) => all.toSpliced(3, 0, all[3]!))),
      { check: 'entry_sequence', sequence: 5 },
    ],
    [
      'an entry put in between, all after it numbered and hashed anew',
      () => only(withEntries((all) => chain(all.toSpliced(5, 0, { ...all[0]!, action: 'forged' }), 5))),
      { check: 'suffix_rewritten', sequence: 5, upTo: 8 },
    ],
    [
      'an entry edited, all from it hashed anew',
      () => only(withEntries((all) => chain(all.with(9, { ...all[9]!, action: 'harmless' }), 9))),
      { check: 'suffix_rewritten', sequence: 9, upTo: 12 },
    ],
    ['a tail cut', () => only(withEntries((all) => all.slice(0, 10))), { check: 'tail_cut', sequence: 11, upTo: 12 }],
    ['everything deleted', () => only(withEntries(() => [])), { check: 'tail_cut', sequence: 1 }],
    ['everything deleted, heads as well', () => only({ ...log, entries: [], heads: [] }), { check: 'head_missing' }],
    [
      'the whole log written anew and signed with a key of the forger, which the file names',
      async () => {
        const entries = await chain(log.entries.with(0, { ...log.entries[0]!, actor: 'nobody' }));
        const heads = [await sign(entries, 12, { key: theirs })];
        const keys = [{ id: `${BANK}#audit-1`, publicJwk: theirs.publicJwk }];
        return { content: { ...log, entries, heads, keys }, options: { did: path.join(dir, 'did.json') } };
      },
      { check: 'head_signature' },
    ],
    [
      'a head signed with the key that signs credentials',
      async () => ({
        content: {
          ...log,
          heads: [...log.heads.slice(0, 2), await sign(log.entries, 12, { key: theirs, name: 'key-1' })],
        },
        options: { did: path.join(dir, 'did.json') },
      }),
      { check: 'head_key_unknown' },
    ],
    [
      'a head of another bank',
      async () => only({ ...log, heads: [await sign(log.entries, 12, { more: { bank: 'did:web:other' } })] }),
      { check: 'head_key_unknown' },
    ],
    [
      'a head of another bank under the kid of this one',
      async () => {
        const [header, , signature] = log.heads[2]!.jws.split('.');
        const payload = Buffer.from(JSON.stringify({ bank: 'did:web:other' })).toString('base64url');
        return only({ ...log, heads: [{ ...log.heads[2]!, jws: `${header}.${payload}.${signature}` }] });
      },
      { check: 'head_signature' },
    ],
    [
      'a head that counts fewer entries than it names',
      async () => only({ ...log, heads: [await sign(log.entries, 12, { more: { count: 11 } })] }),
      { check: 'head_count', sequence: 12 },
    ],
    [
      'entries after the last head',
      () => only({ ...log, heads: log.heads.slice(0, 2) }),
      { check: 'tail_unsigned', sequence: 9, upTo: 12 },
    ],
    [
      'a tail cut with its heads, which an earlier export had',
      async () => ({
        content: { ...log, entries: log.entries.slice(0, 8), heads: log.heads.slice(0, 2) },
        options: { earlier: await save('kept.json', log) },
      }),
      { check: 'tail_cut', sequence: 9, upTo: 12 },
    ],
    [
      'a tail cut with its heads, whose hash the chain holds',
      async () => ({
        content: { ...log, entries: log.entries.slice(0, 4), heads: log.heads.slice(0, 1) },
        options: { anchored: [anchored] },
      }),
      { check: 'anchor_unknown' },
    ],
    [
      'a salt that opens nothing',
      () => only({ ...log, heads: log.heads.with(1, { ...log.heads[1]!, salt: '00'.repeat(32) }) }),
      { check: 'anchor_salt', sequence: 8 },
    ],
  ];

  it('is held to more than twenty planted faults', () => expect(FAULTS.length).toBeGreaterThanOrEqual(20));

  for (const [name, plant, expected] of FAULTS) {
    it(`finds ${name}`, async () => {
      const { content, options = {} } = await plant();
      const file = await save('planted.json', content);
      expect((await verifyAuditFile({ file, ...options })).fault).toMatchObject(expected);
      expect(await runAuditVerify({ file, ...options, print: () => undefined })).toBe(1);
    });
  }
});
