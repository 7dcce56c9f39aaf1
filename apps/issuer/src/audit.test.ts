import {
  type AuditExport,
  type AuditRow,
  findAuditFault,
  hashAnchoredHead,
  hashAuditEntry,
  type IssuerContext,
  queueHeartbeat,
  readAudit,
  requireTenant,
  signHead,
  type Tenant,
  zAuditExport,
} from '@postern/issuer';
import { parseCompactJws } from '@postern/credential';
import { createIssuerClient, type IssuerClient } from '@postern/db/issuer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type OutboxWorld, openOutboxWorld } from './test-support/outbox-world.ts';
import { TENANT } from './test-support/start-test-issuer.ts';
import { apply, signInForDemo, type TestStaff } from './test-support/test-staff.ts';
import { ask } from './test-support/test-wallet.ts';

let world: OutboxWorld;
let context: IssuerContext;
let tenant: Tenant;
let checker: TestStaff;
let auditor: TestStaff;
let client: IssuerClient;

beforeAll(async () => {
  world = await openOutboxWorld({ port: 18_956 });
  context = world.context;
  tenant = await requireTenant(context, TENANT);
  client = createIssuerClient({ url: world.host.env.ISSUER_DATABASE_URL });
  await context.store.transaction((transaction) =>
    transaction.saveStaff({ tenant: TENANT, staffId: 'auditor', name: 'Noor Haddad', role: 'auditor' }),
  );
  checker = await signInForDemo(world.host, 'checker');
  auditor = await signInForDemo(world.host, 'auditor');
}, 120_000);
afterAll(async () => {
  await client.$disconnect();
  await world.host.stop();
});

const didKeys = async () => {
  const { body } = await ask(`${world.host.issuer}/did.json`);
  const document = body as {
    id: string;
    assertionMethod: string[];
    verificationMethod: { id: string; publicKeyJwk: never }[];
  };
  return {
    document,
    keys: document.verificationMethod
      .filter(({ id }) => id.startsWith(`${document.id}#audit-`))
      .map(({ id, publicKeyJwk }) => ({ id, publicJwk: publicKeyJwk })),
  };
};
const exported = async (staff = auditor): Promise<AuditExport> =>
  zAuditExport.parse((await staff.get('/audit/export')).body);
const faultOf = async (file: AuditExport, anchored: string[] = []) =>
  findAuditFault({ ...file, anchored, keys: (await didKeys()).keys });
const entries = () => context.store.read((reader) => reader.listAudit(TENANT));
const actions = async () => (await entries()).map(({ action }) => action);

describe('the log of a bank', () => {
  it('is signed by a key that the DID document lists for nothing else', async () => {
    const { document, keys } = await didKeys();
    expect(keys.map(({ id }) => id)).toEqual([`${tenant.did}#audit-1`]);
    expect(document.assertionMethod).toEqual([`${tenant.did}#key-1`]);
    await world.host.restart();
    context = world.context;
    expect((await didKeys()).keys).toEqual(keys);
    expect((await actions()).filter((action) => action === 'audit_key_created')).toHaveLength(1);
  });

  it('is exported by an auditor or approver as a file that stands without any secret, and by nobody else', async () => {
    for (const staff of [auditor, checker]) expect(await faultOf(await exported(staff))).toBeNull();
    expect((await actions()).at(-1)).toBe('audit_exported');
    const maker = await signInForDemo(world.host, 'maker');
    const before = (await entries()).length;
    expect(await maker.get('/audit/export')).toMatchObject({ status: 403, body: { code: 'ERR_STAFF_ROLE' } });
    expect((await ask(`${world.host.url}/staff/audit/export`)).status).toBe(401);
    expect((await entries()).length).toBe(before);
  });

  it('tells who read a case and the log, once an hour, who signed out, and that a try was refused', async () => {
    const applied = await apply(world.host);
    for (let read = 0; read < 3; read += 1) {
      await checker.get(`/cases/${applied.applicationId}`);
      await checker.get('/audit');
    }
    await ask(`${world.host.url}/staff/demo-sign-in`, {
      json: { staffId: 'nobody' },
      headers: { origin: world.host.portalUrl },
    });
    const leaving = await signInForDemo(world.host, 'maker');
    await leaving.post('/sign-out', {});
    const told = (await entries()).slice(-6).map(({ action, actor, caseId }) => [action, actor, caseId]);
    expect(told).toEqual([
      ['case_submitted', 'applicant', applied.applicationId],
      ['case_read', 'checker', applied.applicationId],
      ['audit_read', 'checker', null],
      ['sign_in_refused', 'unknown', null],
      ['staff_signed_in', 'maker', null],
      ['staff_signed_out', 'maker', null],
    ]);
  });

  it('lets an auditor decide and hand out nothing', async () => {
    const { applicationId } = await apply(world.host, { familyName: 'Other' });
    const answers = [
      await auditor.post(`/cases/${applicationId}/offers`, {}),
      await auditor.decide(applicationId, { action: 'start_review' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  });

  it('has its head on chain by the salted hash of a heartbeat only', async () => {
    await world.host.registerLeaf();
    await world.changeStatus();
    await world.settle();
    expect((await world.anchors())[0]).toMatchObject({ state: 'confirmed', heartbeat: false, auditHash: null });
    await signHead(context, { tenant });
    const later = { ...context, clock: { now: () => context.clock.now() + 2000 } };
    expect(await queueHeartbeat(later, { tenant, chain: context.chain, periodSeconds: 1000 })).toBe(true);
    let sent: string | undefined;
    const { chain } = context;
    await world.step({
      signAnchor: (options) => {
        sent = options.anchor.auditHash;
        return chain.signAnchor(options);
      },
    });
    await world.settle();
    const [beat] = await world.anchors();
    expect(beat).toMatchObject({ heartbeat: true, auditHash: sent });
    const file = await exported();
    const head = file.heads.find(({ anchorHash }) => anchorHash === sent);
    const said = parseCompactJws(head?.jws ?? '').payload as never;
    expect(await hashAnchoredHead({ head: said, salt: head?.salt ?? '' })).toBe(sent);
    expect(await faultOf(file, [sent ?? ''])).toBeNull();
    expect(await faultOf(file, [`0x${'1'.repeat(64)}`])).toMatchObject({ check: 'anchor_unknown' });
  });

  it('is not signed any more once it was cut, emptied or written anew, and the export names the entry', async () => {
    const whole = await entries();
    const last = whole.length;
    const restore = async () => {
      await client.auditEntry.deleteMany({ where: { tenant: TENANT } });
      for (const row of whole) {
        const at = new Date(row.at * 1000);
        await client.auditEntry.create({ data: { ...row, at } });
      }
      const { hash } = whole.at(-1)!;
      await client.tenant.update({ where: { slug: TENANT }, data: { auditSequence: last, auditHash: hash } });
    };
    const rewrite = async (from: number): Promise<AuditRow[]> => {
      const rows = whole.slice(0, from - 1);
      for (const row of whole.slice(from - 1)) {
        const body = { ...row, actor: 'somebody', previousHash: rows.at(-1)?.hash ?? '0'.repeat(64) };
        rows.push({ ...body, hash: await hashAuditEntry(body) });
      }
      return rows;
    };
    await signHead(context, { tenant });
    const { count } = await client.auditHead
      .aggregate({ _count: true, where: { tenant: TENANT } })
      .then((result) => ({ count: result._count }));
    const tampers: [() => Promise<unknown>, object][] = [
      [
        async () => {
          await client.auditEntry.deleteMany({ where: { sequence: { gt: last - 2 } } });
          const { sequence, hash } = whole[last - 3]!;
          await client.tenant.update({ where: { slug: TENANT }, data: { auditSequence: sequence, auditHash: hash } });
        },
        { check: 'suffix_rewritten' },
      ],
      [
        async () => {
          await client.auditEntry.deleteMany({});
          await client.tenant.update({ where: { slug: TENANT }, data: { auditSequence: 0, auditHash: '' } });
        },
        // The export itself is the first entry of the emptied log; what was signed after it is gone.
        { check: 'tail_cut', sequence: 2 },
      ],
      [
        async () => {
          const rows = await rewrite(3);
          for (const { tenant: slug, sequence, actor, hash, previousHash } of rows) {
            const key = { tenant_sequence: { tenant: slug, sequence } };
            await client.auditEntry.update({ where: key, data: { actor, hash, previousHash } });
          }
          await client.tenant.update({ where: { slug: TENANT }, data: { auditHash: rows.at(-1)!.hash } });
        },
        { check: 'suffix_rewritten' },
      ],
      [
        () =>
          client.auditEntry.update({
            where: { tenant_sequence: { tenant: TENANT, sequence: 2 } },
            data: { actor: 'x' },
          }),
        { check: 'entry_hash', sequence: 2 },
      ],
    ];
    for (const [tamper, expected] of tampers) {
      await tamper();
      expect((await readAudit(context, { tenant: TENANT })).intact).toBe(false);
      expect(await faultOf(await exported())).toMatchObject(expected);
      const heads = await client.auditHead.count({ where: { tenant: TENANT } });
      // What was changed before the last head is found by whoever reads the whole; it is no later than the head.
      if (expected !== tampers[3]![1]) expect(heads).toBe(count);
      await client.auditHead.deleteMany({ where: { sequence: { gt: last } } });
      await restore();
      expect((await readAudit(context, { tenant: TENANT })).intact).toBe(true);
    }
  });
});
