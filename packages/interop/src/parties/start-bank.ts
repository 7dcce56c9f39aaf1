import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { createTestDatabase, startAnvil } from '@postern/testkit';

import { askJson, askWell } from '../support/ask-json.ts';
import { findFreePort, spawnService } from '../support/spawn-service.ts';
import { type Registries, writeChains } from './start-registries.ts';

export const PERSON = { givenName: 'Ἄννα', familyName: 'Παπαδοπούλου' };

/** An approved case: what the bank hands out, and the code that only this person has. */
export type ApprovedCase = {
  caseId: string;
  statusToken: string;
  offerLink: string;
  /** For wallets of other makers, by reference and by value. */
  otherLinks: { byReference: string; byValue: string };
  transactionCode: string;
};

/** Our issuer, running on its own; seen from outside only. */
export type Bank = {
  issuer: string;
  did: string;
  /** A new person applies and is approved by two members of staff. */
  approvePerson(options?: { email: string }): Promise<ApprovedCase>;
  suspend(caseId: string): Promise<void>;
  reinstate(caseId: string): Promise<void>;
  revoke(caseId: string): Promise<void>;
  /** Until the registry holds what was decided; only for a bank with registries. */
  waitUntilAnchored(): Promise<void>;
  /** Two members of staff let the case be issued to another wallet. */
  rebind(approved: ApprovedCase): Promise<ApprovedCase>;
  /** The newest message to an address, as the demo's outbox page shows it; undefined while there is none. */
  readMail(address: string): Promise<string | undefined>;
  /** Authority of the chains that it signs under, base64 DER. */
  readAnchor(): Promise<string>;
  stop(): Promise<void>;
};

const TENANT = 'demo-bank';
const LAUNCHER_TOKEN = randomBytes(24).toString('hex');
const ASSESSMENT = {
  channel: 'video_call',
  findings: [
    {
      subject: 'identity_document',
      evidence: 'document_copy',
      note: 'Data page, machine line agrees',
      seenOn: '2026-01-15',
    },
    { subject: 'residence', evidence: 'utility_bill', note: 'Power bill of last month', seenOn: '2026-01-15' },
    { subject: 'face_matched', evidence: 'video_call', note: 'Same face on call and page', seenOn: '2026-01-15' },
  ],
  residenceSubdivision: 0,
  exceptions: [],
};

export async function startBank(
  options: {
    env?: Readonly<Record<string, string>>;
    /** Where the bank has a place; without, it seals nothing. */
    registries?: Registries;
    /** Other chains on which it has one too. */
    others?: readonly Registries[];
  } = {},
): Promise<Bank> {
  const { registries, others = [] } = options;
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const portalUrl = `http://localhost:${port + 1}`;
  const [chain, database] = await Promise.all([
    registries?.chain ?? startAnvil(),
    createTestDatabase({ schema: 'issuer' }),
  ]);
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-interop-'));
  const seedFile = path.join(folder, 'seed.json');
  const tenant = {
    slug: TENANT,
    name: 'Aurora Bank',
    issuerId: registries?.issuerId ?? 1,
    listId: 1,
    schema: 'kyc-person/1',
    operatorPrivateKey: registries?.operatorPrivateKey ?? `0x${randomBytes(32).toString('hex')}`,
    staff: [
      { id: 'maker', name: 'Mara Lindqvist', role: 'analyst' },
      { id: 'checker', name: 'Jonas Adeyemi', role: 'approver' },
    ],
  };
  await writeFile(seedFile, JSON.stringify({ tenants: [tenant] }));
  const service = await spawnService({
    app: 'apps/issuer',
    healthUrl: `${url}/healthz`,
    env: {
      PORT: String(port),
      ISSUER_PUBLIC_URL: url,
      PORTAL_PUBLIC_URL: portalUrl,
      ISSUER_DATABASE_URL: database.url,
      ISSUER_RPC_URL: chain.url,
      ISSUER_SEED_FILE: seedFile,
      ISSUER_DEMO_SIGN_IN: 'true',
      ISSUER_RATE_LIMIT_PER_MINUTE: '10000',
      ISSUER_LAUNCHER_TOKEN: LAUNCHER_TOKEN,
      ...(registries === undefined ? {} : describeRegistries(registries)),
      ...(registries === undefined || others.length === 0
        ? {}
        : { ISSUER_CHAINS: writeChains([registries, ...others]) }),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
  });
  const issuer = `${url}/t/${TENANT}`;
  if (registries !== undefined) {
    const headers = { 'x-postern-launcher': LAUNCHER_TOKEN };
    for (const place of [registries, ...others]) {
      const query = new URLSearchParams({ tenant: TENANT, chain: String(place.chain.chain.id) });
      await place.registerLeaf(await askWell(`${url}/internal/leaf-registration?${query.toString()}`, { headers }));
    }
  }
  const [maker, checker] = await Promise.all([signIn(url, portalUrl, 'maker'), signIn(url, portalUrl, 'checker')]);
  /** One person proposes a measure, another confirms it. */
  const takeMeasure = async (caseId: string, measure: string, reason: string) => {
    await maker.decide(caseId, { action: 'propose_measure', measure, reason });
    return checker.decide(caseId, { action: 'confirm_measure' });
  };
  const readOffer = async (options: {
    caseId: string;
    statusToken: string;
    detail: Record<string, unknown>;
  }): Promise<ApprovedCase> => {
    const { caseId, statusToken, detail } = options;
    const { walletUrl } = detail['offer'] as { walletUrl: string };
    const authorization = `Bearer ${statusToken}`;
    const status = await askWell(`${issuer}/applications/${caseId}`, { headers: { authorization } });
    const links = status['offerLinks'] as { otherWalletUrl: string; otherWalletUrlByValue: string };
    return {
      caseId,
      statusToken,
      offerLink: walletUrl,
      otherLinks: { byReference: links.otherWalletUrl, byValue: links.otherWalletUrlByValue },
      transactionCode: String(status['transactionCode']),
    };
  };
  return {
    issuer,
    did: `did:web:localhost%3A${port}:t:${TENANT}`,
    approvePerson: async (own) => {
      const receipt = await askWell(`${issuer}/applications`, { json: { ...createApplication(), ...own } });
      const caseId = String(receipt['applicationId']);
      await maker.decide(caseId, { action: 'start_review' });
      await maker.decide(caseId, { action: 'propose', assessment: ASSESSMENT });
      const approved = await checker.decide(caseId, { action: 'approve' });
      return readOffer({ caseId, statusToken: String(receipt['statusToken']), detail: approved });
    },
    suspend: async (caseId) => {
      await takeMeasure(caseId, 'suspend', 'Review due');
    },
    reinstate: async (caseId) => {
      await takeMeasure(caseId, 'reinstate', 'Reviewed');
    },
    revoke: async (caseId) => {
      await takeMeasure(caseId, 'revoke', 'End of the business relationship');
    },
    waitUntilAnchored: async () => {
      for (let tries = 0; tries < 100; tries += 1) {
        if ((await maker.get('/status'))['inSync'] === true) return;
        await wait(100);
      }
      throw new Error('The anchor did not arrive.');
    },
    rebind: async ({ caseId, statusToken }) => {
      const detail = await takeMeasure(caseId, 'rebind', 'A new phone');
      return readOffer({ caseId, statusToken, detail });
    },
    readMail: async (address) => {
      const page = await (await fetch(`${url}/outbox`)).text();
      return page.split('<article>').find((article) => article.includes(address));
    },
    readAnchor: async () => {
      const headers = { 'x-postern-launcher': LAUNCHER_TOKEN };
      const { anchor } = await askWell(`${url}/internal/keys/anchor`, { headers });
      return anchor as string;
    },
    stop: async () => {
      await service.stop();
      await database.drop();
      if (registries === undefined) await chain.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describeRegistries({ deployment }: Registries): Record<string, string> {
  return {
    ISSUER_TRUST_REGISTRY: deployment.trustRegistry,
    ISSUER_ANCHOR_INTERVAL_MS: '100',
  };
}

let people = 0;

/** Each applicant has another birthday and document, so that nobody is a candidate for being somebody else. */
function createApplication() {
  people += 1;
  const birthDate = new Date(Date.UTC(1970, 0, people)).toISOString().slice(0, 10);
  return {
    ...PERSON,
    birthDate,
    latinName: 'PAPADOPOULOU ANNA',
    nationalities: ['GR'],
    residence: 'DE',
    address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
    document: { type: 'passport', number: `AE${100_000 + people}`, issuingCountry: 'GR', expiresOn: '2035-05-01' },
  };
}

async function signIn(url: string, portalUrl: string, staffId: string) {
  const answer = await askJson(`${url}/staff/demo-sign-in`, { json: { staffId }, headers: { origin: portalUrl } });
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const post = (where: string, json: unknown) =>
    askWell(`${url}/staff${where}`, { json, headers: { cookie, origin: portalUrl } });
  return {
    post,
    get: (where: string) => askWell(`${url}/staff${where}`, { headers: { cookie } }),
    decide: async (caseId: string, draft: Record<string, unknown>) => {
      const { decisionHash } = await post(`/cases/${caseId}/decisions/options`, draft);
      return post(`/cases/${caseId}/decisions`, { ...draft, decisionHash, assertion: null });
    },
  };
}
