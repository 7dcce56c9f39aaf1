import { openSql, type Sql } from '@postern/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { apply, approve, enrolStaff, type TestStaff } from './test-support/test-staff.ts';
import { ask, askCredential, askToken, createTestWallet, fetchNonce } from './test-support/test-wallet.ts';

const TOKEN = 'metrics-token-of-this-test';
let host: TestIssuer;
let maker: TestStaff;
let checker: TestStaff;
let database: Sql;
let good: string;
let bad: string;

beforeAll(async () => {
  host = await startTestIssuer({ port: 18_988, env: { METRICS_TOKEN: TOKEN, ISSUER_RUN_JOBS: 'false' } });
  await host.registerLeaf();
  maker = await enrolStaff(host, 'maker');
  checker = await enrolStaff(host, 'checker');
  database = await openSql(host.env.ISSUER_DATABASE_URL);
}, 120_000);
afterAll(async () => {
  await database.end();
  await host.stop();
});

let people = 0;
const admit = async (): Promise<string> => {
  people += 1;
  const document = { type: 'passport', number: `BR${people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1960, 0, people * 40)).toISOString().slice(0, 10);
  const applied = await apply(host, { familyName: `Row${people}`, birthDate, document });
  const { code, txCode } = await approve(host, { applied, maker, checker });
  const token = String((await askToken({ issuer: host.issuer, code, txCode })).body.access_token);
  const wallet = await createTestWallet(BigInt(9000 + people));
  const proofs = [await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) })];
  const options = { issuer: host.issuer, token, configurationId: 'kyc_person_sdjwt', proofs };
  expect((await askCredential(options)).status).toBe(200);
  return applied.applicationId;
};
beforeEach(async () => {
  [good, bad] = [await admit(), await admit()];
  host.lines.length = 0;
});

const listed = async () => {
  const { status, body } = await maker.get('/cases');
  const { cases, unreadable } = body as { cases: { caseId: string }[]; unreadable: { caseId: string }[] };
  return { status, cases: cases.map(({ caseId }) => caseId), unreadable: unreadable.map(({ caseId }) => caseId) };
};
const reported = (table: string) =>
  host.lines
    .map((line) => JSON.parse(line) as { event?: string; table?: string; row?: string })
    .filter((line) => line.event === 'unreadable-row' && line.table === table)
    .map(({ row }) => row);

describe('one bad row', () => {
  it.each([
    ['bytes of the application', 'kyc_case', `update kyc_case set sealed_application = '\\x00' where case_id = $1`],
    ['a state that nobody knows', 'kyc_case', `update kyc_case set state = 'bogus' where case_id = $1`],
    [
      "the person's key",
      'kyc_case',
      `update person set wrapped_data_key = '\\x00' where person_id = (select person_id from kyc_case where case_id = $1)`,
    ],
    ['another person', 'person', `update kyc_case set person_id = 'nobody' where case_id = $1`],
  ])('of a case (%s) is marked and reported, and everybody else stays in the list', async (_what, table, statement) => {
    await database.query(statement, [bad]);
    const list = await listed();
    expect(list).toMatchObject({ status: 200, cases: expect.arrayContaining([good]) as string[] });
    expect([list.cases.includes(bad), list.unreadable.includes(bad)]).toEqual([false, true]);
    expect(reported(table).length).toBeGreaterThan(0);
    const detail = await maker.get(`/cases/${bad}`);
    expect([detail.status, detail.body.code]).not.toContain('ERR_INTERNAL');
    expect((await maker.get(`/cases/${good}`)).status).toBe(200);
    // The metric names the table and nothing else.
    const headers = { authorization: `Bearer ${TOKEN}` };
    const metrics = await (await fetch(`${host.url}/metrics`, { headers })).text();
    expect(metrics).toMatch(new RegExp(`unreadable_rows_total\\{table="${table}"`));
    expect(metrics).not.toContain(bad);
    // A later person who may be the same one is still taken in and decided on.
    await admit();
  });

  it('that a decision states a reason with leaves the rest of the life of the case', async () => {
    const measure = { action: 'propose_measure', measure: 'suspend', reason: 'A secret reason' };
    expect((await maker.decide(bad, measure)).status).toBe(200);
    await database.query(
      `update decision set sealed_reason = '\\x00' where case_id = $1 and sealed_reason is not null`,
      [bad],
    );
    const detail = await maker.get(`/cases/${bad}`);
    expect([detail.status, detail.body.measure]).toMatchObject([200, { reason: '' }]);
    expect(reported('decision').length).toBeGreaterThan(0);
  });

  it('of the credentials leaves the lists of everybody else', async () => {
    await database.query(
      'update credential set status_index = 99999999, revoked_at = now() where case_id = $1 and tenant = $2',
      [bad, 'demo-bank'],
    );
    await database.query('update tenant set status_version = status_version + 1');
    for (const path of ['status/token/1', 'status/revocation/1', 'status/combined/1']) {
      expect([path, (await ask(`${host.issuer}/${path}`)).status]).toEqual([path, 200]);
    }
    expect((await maker.get('/status')).status).toBe(200);
    expect(reported('credential').length).toBeGreaterThan(0);
    await database.query('update credential set status_index = 12, revoked_at = null where case_id = $1', [bad]);
  });

  it('of the anchors leaves the status page', async () => {
    const insert = `insert into anchor_outbox (chain_id, tenant, list_id, epoch, state, created_at)
      values (31337, 'demo-bank', 1, 77, 'bogus', now())`;
    await database.query(insert);
    const overview = await maker.get('/status');
    expect(overview.status).toBe(200);
    expect((overview.body.anchors as { epoch: number }[]).map(({ epoch }) => epoch)).not.toContain(77);
    expect(reported('anchor_outbox')).toContain('demo-bank/1/77');
    await database.query(`delete from anchor_outbox where epoch = 77`);
  });

  it.each([['null'], ['[1]'], ['{"depth": {"deeper": [1.5, null]}}']])(
    'of the log (details %s) breaks its chain visibly, and everybody reads on',
    async (details) => {
      await database.query(
        `update audit_entry set details = $2 where (tenant, sequence) =
          (select tenant, max(sequence) from audit_entry where case_id = $1 group by tenant)`,
        [bad, details],
      );
      const page = await maker.get('/audit');
      expect([page.status, page.body.intact]).toEqual([200, false]);
      expect((page.body.entries as unknown[]).length).toBeGreaterThan(10);
      expect((await maker.get(`/cases/${bad}`)).status).toBe(200);
    },
  );
});
