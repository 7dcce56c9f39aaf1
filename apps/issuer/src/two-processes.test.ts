import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { spawnIssuer, type SpawnedIssuer } from './test-support/spawn-issuer.ts';
import { startTestIssuer, type TestIssuer } from './test-support/start-test-issuer.ts';
import { askCredential, askToken, createTestWallet, fetchNonce } from './test-support/test-wallet.ts';
import { apply, approve, enrolStaff, propose, type TestStaff } from './test-support/test-staff.ts';

const PORTS = [6441, 6442] as const;
let host: TestIssuer;
let processes: SpawnedIssuer[];
let maker: TestStaff;
let checker: TestStaff;
let second: TestStaff;
let people = 0;

beforeAll(async () => {
  host = await startTestIssuer({
    port: 6440,
    env: { ISSUER_RATE_LIMIT_PER_MINUTE: '10000', ISSUER_RUN_JOBS: 'false' },
  });
  await host.registerLeaf();
  [maker, checker, second] = [
    await enrolStaff(host, 'maker'),
    await enrolStaff(host, 'checker'),
    await enrolStaff(host, 'second-checker'),
  ];
  const shared = Object.entries(host.env)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  const env = { ...(Object.fromEntries(shared) as Record<string, string>), LOG_LEVEL: 'silent' };
  processes = await Promise.all(PORTS.map((port) => spawnIssuer({ env: { ...env, PORT: String(port) } })));
}, 180_000);
afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  await host.stop();
});

/** The same request to each of the two processes at once. */
const atBoth = <T>(run: (at: string) => Promise<T>): Promise<[T, T]> =>
  Promise.all([run(`http://localhost:${PORTS[0]}`), run(`http://localhost:${PORTS[1]}`)]);
const applyAnew = () => {
  people += 1;
  const document = { type: 'passport', number: `TP${people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const birthDate = new Date(Date.UTC(1965, 0, people * 40)).toISOString().slice(0, 10);
  return apply(host, { familyName: `Race${people}`, birthDate, document });
};
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();
const countOf = async (caseId: string, action: string) => {
  const entries = await host.container.context.store.read((reader) => reader.listAudit('demo-bank', { caseId }));
  return entries.filter((entry) => entry.action === action).length;
};

describe('two processes on one database', () => {
  it('approve a case once, whoever of two approvers comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { applicationId: caseId } = await applyAnew();
      expect((await propose(maker, { caseId })).status).toBe(200);
      const [left, right] = PORTS.map((port) => `http://localhost:${port}`) as [string, string];
      const answers = await Promise.all([
        checker.decide(caseId, { action: 'approve' }, left),
        second.decide(caseId, { action: 'approve' }, right),
      ]);
      expect(statuses(answers)).toEqual([200, 409]);
      expect(await countOf(caseId, 'case_approve')).toBe(1);
      expect(await countOf(caseId, 'offer_created')).toBe(1);
    }
  }, 60_000);

  it('redeem one offer once, and issue one seal for one nonce', async () => {
    for (let round = 0; round < 5; round += 1) {
      const applied = await applyAnew();
      const offer = await approve(host, { applied, maker, checker });
      const tokens = await atBoth((at) => askToken({ issuer: `${at}/t/demo-bank`, ...offer }));
      expect(statuses(tokens)).toEqual([200, 400]);
      const token = String(tokens.find(({ status }) => status === 200)?.body.access_token);
      const wallet = await createTestWallet(BigInt(6000 + people));
      const proofs = [await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) })];
      const issued = await atBoth((at) =>
        askCredential({ issuer: `${at}/t/demo-bank`, token, configurationId: 'postern_seal', proofs }),
      );
      expect(statuses(issued)).toEqual([200, 400]);
      expect(await countOf(applied.applicationId, 'credential_issued')).toBe(1);
    }
  }, 60_000);

  it('suspend while they issue: what was handed out is suspended, or nothing was handed out', async () => {
    for (let round = 0; round < 5; round += 1) {
      const applied = await applyAnew();
      const caseId = applied.applicationId;
      const first = await approve(host, { applied, maker, checker });
      const token = String((await askToken({ issuer: host.issuer, ...first })).body.access_token);
      const wallet = await createTestWallet(BigInt(6500 + people));
      const fetch = async (at: string, configurationId: string) => {
        const proofs = [await wallet.prove({ aud: host.issuer, nonce: await fetchNonce(host.issuer) })];
        return askCredential({ issuer: `${at}/t/demo-bank`, token, configurationId, proofs });
      };
      expect((await fetch(host.url, 'kyc_person_jwt')).status).toBe(200);
      const [left, right] = PORTS.map((port) => `http://localhost:${port}`) as [string, string];
      const [suspended, issued] = await Promise.all([
        checker.decide(caseId, { action: 'emergency_suspend', reason: 'A call from the police' }, left),
        fetch(right, 'kyc_person_sdjwt'),
      ]);
      expect(suspended.status).toBe(200);
      const rows = await host.container.context.store.read((reader) =>
        reader.listCredentials({ tenant: 'demo-bank', caseId }),
      );
      const handedOut = rows.filter(({ state }) => state === 'issued');
      expect(handedOut).toHaveLength(issued.status === 200 ? 2 : 1);
      expect(handedOut.filter(({ suspendedAt }) => suspendedAt === null)).toEqual([]);
      expect(await countOf(caseId, 'case_emergency_suspend')).toBe(1);
    }
  }, 60_000);
});
