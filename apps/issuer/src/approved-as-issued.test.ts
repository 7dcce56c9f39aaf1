import { openSql, type Sql } from '@postern/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import {
  type Answer,
  askCredential,
  askToken,
  createTestWallet,
  fetchNonce,
  type TestWallet,
} from './test-support/test-wallet.ts';

let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let database: Sql;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_986, env: { ISSUER_RATE_LIMIT_PER_MINUTE: '10000' } });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  database = await openSql(host.env.ISSUER_DATABASE_URL);
}, 120_000);
afterAll(async () => {
  await database.end();
  await host.stop();
});

type Approved = {
  caseId: string;
  token: string;
  wallet: TestWallet;
  fetch: (configurationId?: string) => Promise<Answer>;
};

/** An approved case whose wallet has its token and nothing else. */
async function admit(): Promise<Approved> {
  people += 1;
  const document = { type: 'passport', number: `AP${people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1970, 0, people * 40)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Approved${people}`, birthDate, document });
  const { code, txCode } = await approve(host, { applied, maker, checker });
  const token = String((await askToken({ issuer: host.issuer, code, txCode })).body.access_token);
  const wallet = await createTestWallet(BigInt(7000 + people));
  const fetch = async (configurationId = 'kyc_person_sdjwt') => {
    const proofs = [await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) })];
    return askCredential({ issuer: host.issuer, token, configurationId, proofs });
  };
  return { caseId: applied.applicationId, token, wallet, fetch };
}

type Row = Record<string, unknown>;
const rowOf = async (table: string, where: string, value: string): Promise<Row> => {
  const rows = await database.query<Row>(`select * from ${table} where ${where} = $1 order by 1 desc`, [value]);
  return rows[0] ?? {};
};

/** Seals as whoever has the bank's master key could. */
async function reseal(
  caseId: string,
  context: string,
  change: (value: Record<string, unknown>) => unknown,
  sealed: Uint8Array,
) {
  const { vault, store } = host.container.context;
  const row = await store.read((reader) => reader.findCase('demo-bank', caseId));
  const person = await store.read((reader) => reader.findPerson(row?.personId ?? ''));
  if (person === null) throw new Error('no person');
  const text = await vault.openFor({ ...person, context, sealed });
  const plaintext = JSON.stringify(change(JSON.parse(text) as Record<string, unknown>));
  return Buffer.from(await vault.sealFor({ ...person, context, plaintext }));
}

/** One edit in the database, and how it is undone. */
type Edit = (caseId: string) => Promise<() => Promise<unknown>>;

const setColumn =
  (table: string, column: string, condition: string, make: (row: Row, caseId: string) => unknown): Edit =>
  async (caseId) => {
    const rows = await database.query<Row>(`select * from ${table} where case_id = $1 and ${condition}`, [caseId]);
    const row = rows[0];
    if (row === undefined) throw new Error('nothing to edit');
    const write = (value: unknown) =>
      database.query(`update ${table} set ${column} = $2 where case_id = $1 and ${condition}`, [caseId, value]);
    await write(await make(row, caseId));
    const before = row[column];
    return () =>
      write(
        before !== null && typeof before === 'object' && !Buffer.isBuffer(before) ? JSON.stringify(before) : before,
      );
  };
const ofCase = (column: string, make: (row: Row, caseId: string) => unknown): Edit =>
  setColumn('kyc_case', column, 'true', make);
const ofDecision = (action: string, column: string, make: (row: Row, caseId: string) => unknown): Edit =>
  setColumn('decision', column, `action = '${action}' and state in ('made', 'void')`, make);

const EDITS: [what: string, part: string, edit: Edit][] = [
  ['the digest of the application', 'application', ofCase('application_hash', () => 'f'.repeat(43))],
  [
    'the application itself',
    'application',
    ofCase('sealed_application', (row, caseId) =>
      reseal(
        caseId,
        `application:${caseId}`,
        (value) => ({ ...value, birthDate: '1950-01-01' }),
        row.sealed_application as Buffer,
      ),
    ),
  ],
  ['bytes of the application', 'application', ofCase('sealed_application', () => Buffer.alloc(64, 7))],
  [
    'the assessment',
    'proposal',
    ofCase('sealed_assessment', (row, caseId) =>
      reseal(
        caseId,
        `assessment:${caseId}`,
        (value) => ({ ...value, assurance: 'high' }),
        row.sealed_assessment as Buffer,
      ),
    ),
  ],
  ['the assessment away', 'assessment', ofCase('sealed_assessment', () => null)],
  ['who proposed', 'proposal', ofCase('proposer_id', () => 'second-checker')],
  ['who approved', 'approval', ofCase('approver_id', () => 'second-checker')],
  ['which proposal was approved', 'proposal', ofCase('proposal_hash', () => '0'.repeat(64))],
  [
    'what the proposal says about other files',
    'proposal',
    ofDecision('propose', 'identity', () => JSON.stringify({ candidatesHash: 'x', answers: [] })),
  ],
  [
    'what the approval says about other files',
    'approval',
    ofDecision('approve', 'identity', () => JSON.stringify({ candidatesHash: 'x', answers: [] })),
  ],
  ['the nonce of the approval', 'approval', ofDecision('approve', 'nonce', () => 'other')],
  [
    'the version that was approved',
    'approval',
    ofDecision('approve', 'case_version', (row) => Number(row.case_version) + 1),
  ],
  ['the state of the approval', 'approval', ofDecision('approve', 'state', () => 'void')],
  [
    'what the log says of the approval',
    'log',
    setColumn('audit_entry', 'details', "action = 'case_approve'", () =>
      JSON.stringify({ decisionHash: '0'.repeat(64) }),
    ),
  ],
];

describe('what is issued', () => {
  it.each(EDITS)(
    'is refused with an alarm after an edit of %s, and issued again without it',
    async (what, part, edit) => {
      const { caseId, fetch } = await admit();
      const undo = await edit(caseId);
      const refused = await fetch();
      expect([refused.status, refused.body]).toMatchObject([
        400,
        { error: 'credential_request_denied', code: 'ERR_ISSUANCE_APPROVAL_BROKEN' },
      ]);
      await fetch();
      const alarms = await database.query(
        "select details from audit_entry where case_id = $1 and action = 'approval_broken'",
        [caseId],
      );
      // One alarm an hour, however often a wallet asks.
      expect(alarms).toEqual([{ details: { part } }]);
      expect((await rowOf('credential', 'case_id', caseId)).credential_id).toBeUndefined();
      if (what !== 'bytes of the application') {
        expect((await checker.get(`/cases/${caseId}`)).body.approvalBroken).toBe(part);
      }
      await undo();
      expect((await checker.get(`/cases/${caseId}`)).body.approvalBroken).toBeUndefined();
      expect((await fetch()).status).toBe(200);
    },
  );

  it('is the record that follows from what was approved, for every later copy', async () => {
    const { caseId, fetch } = await admit();
    expect((await fetch()).status).toBe(200);
    const edit = setColumn('issuance', 'sealed_record', 'true', (row) =>
      reseal(
        caseId,
        `record:${String(row.issuance_id)}`,
        (value) => ({ ...value, residence: 'PT' }),
        row.sealed_record as Buffer,
      ),
    );
    const undo = await edit(caseId);
    expect((await fetch('kyc_person_jwt')).body.code).toBe('ERR_ISSUANCE_APPROVAL_BROKEN');
    await undo();
    expect((await fetch('kyc_person_jwt')).status).toBe(200);
  });
});
