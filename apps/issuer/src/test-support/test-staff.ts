import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '@postern/testkit';

import { type Answer, ask } from './test-wallet.ts';
import type { TestIssuer } from './start-test-issuer.ts';

/** What a clean review over a video call finds. */
export const ASSESSMENT = {
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

export function createApplication(overrides: Record<string, unknown> = {}) {
  return {
    givenName: 'Ἄννα',
    familyName: 'Παπαδοπούλου',
    ...('familyName' in overrides ? {} : { latinName: 'PAPADOPOULOU ANNA' }),
    birthDate: '1990-02-28',
    nationalities: ['GR'],
    residence: 'DE',
    address: { street: 'Torstraße 1', locality: 'Berlin', postalCode: '10119' },
    document: { type: 'passport', number: 'AE 123-4567', issuingCountry: 'GR', expiresOn: '2035-05-01' },
    ...overrides,
  };
}

/** A member of staff with a session; `authenticator` is absent after a demo sign-in. */
export type TestStaff = {
  authenticator: SoftwareAuthenticator | undefined;
  get(path: string): Promise<Answer>;
  post(path: string, json: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Prepares a decision, signs it and sends it; `at` another process of the bank. */
  decide(caseId: string, draft: Record<string, unknown>, at?: string): Promise<Answer>;
};

type Options = { host: TestIssuer; cookie: string; authenticator?: SoftwareAuthenticator };

function createStaff({ host, cookie, authenticator }: Options): TestStaff {
  const rpId = 'localhost';
  const origin = host.portalUrl;
  const post: TestStaff['post'] = (path, json, headers = {}) =>
    ask(`${host.url}/staff${path}`, { json, headers: { cookie, origin, ...headers } });
  return {
    authenticator,
    get: (path) => ask(`${host.url}/staff${path}`, { headers: { cookie } }),
    post,
    decide: async (caseId, draft, at = host.url) => {
      const send = (path: string, json: unknown) => ask(`${at}/staff${path}`, { json, headers: { cookie, origin } });
      const prepared = await send(`/cases/${caseId}/decisions/options`, draft);
      if (prepared.status !== 200) return prepared;
      const options = prepared.body.options as { challenge: string } | null;
      const assertion =
        options === null ? null : (authenticator?.assert({ challenge: options.challenge, rpId, origin }) ?? null);
      return send(`/cases/${caseId}/decisions`, {
        ...draft,
        decisionHash: prepared.body.decisionHash,
        assertion,
      });
    },
  };
}

const cookieOf = (answer: Answer): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** Enrols a software passkey through a one-time link. */
export async function enrolStaff(host: TestIssuer, staffId: string): Promise<TestStaff> {
  const { links } = await host.internal<{ links: { staffId: string; url: string }[] }>('enrolment-links');
  const token = links.find((link) => link.staffId === staffId)?.url.split('#')[1] ?? '';
  const headers = { origin: host.portalUrl };
  const prepared = await ask(`${host.url}/staff/enrolment/options`, { json: { token }, headers });
  const { challenge } = prepared.body.options as { challenge: string };
  const authenticator = createSoftwareAuthenticator();
  const response = authenticator.register({ challenge, rpId: 'localhost', origin: host.portalUrl });
  const enrolled = await ask(`${host.url}/staff/enrolment`, { json: { token, response }, headers });
  if (enrolled.status !== 200) throw new Error(`enrolment: ${enrolled.status} ${JSON.stringify(enrolled.body)}`);
  return createStaff({ host, cookie: cookieOf(enrolled), authenticator });
}

export async function signInForDemo(host: TestIssuer, staffId: string): Promise<TestStaff> {
  const answer = await ask(`${host.url}/staff/demo-sign-in`, {
    json: { staffId },
    headers: { origin: host.portalUrl },
  });
  return createStaff({ host, cookie: cookieOf(answer) });
}

export type Applied = { applicationId: string; statusToken: string };

export async function apply(host: TestIssuer, overrides: Record<string, unknown> = {}): Promise<Applied> {
  const answer = await ask(`${host.issuer}/applications`, { json: createApplication(overrides) });
  if (answer.status !== 201) throw new Error(`application: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Applied;
}

export function readApplication(host: TestIssuer, applied: Applied): Promise<Answer> {
  return ask(`${host.issuer}/applications/${applied.applicationId}`, {
    headers: { authorization: `Bearer ${applied.statusToken}` },
  });
}

export type Answered = 'same' | 'another';

/** The identity part of a proposal: one answer for every candidate that the case shows now. */
export async function answerCandidates(staff: TestStaff, options: { caseId: string; answer: Answered }) {
  const { body } = await staff.get(`/cases/${options.caseId}`);
  const candidates = body.candidates as { personId: string }[];
  const answers = candidates.map(({ personId }) => ({ personId, answer: options.answer }));
  return { candidatesHash: String(body.candidatesHash), answers };
}

/** Takes a case up and proposes to approve it. */
export async function propose(
  staff: TestStaff,
  options: { caseId: string; answer?: Answered | undefined; draft?: Record<string, unknown> },
): Promise<Answer> {
  const { caseId, answer } = options;
  await staff.decide(caseId, { action: 'start_review' });
  const identity = answer === undefined ? {} : { identity: await answerCandidates(staff, { caseId, answer }) };
  const reason = answer === 'another' ? { reason: 'Another birthplace and another face' } : {};
  return staff.decide(caseId, { action: 'propose', assessment: ASSESSMENT, ...identity, ...reason, ...options.draft });
}

/** Takes a case to its offer by two signed decisions, and reads the offer's code and transaction code. */
export async function approve(
  host: TestIssuer,
  options: {
    applied: Applied;
    maker: TestStaff;
    checker: TestStaff;
    answer?: Answered;
    /** Both people sign these. */
    exceptions?: { blocker: string; reason: string }[];
  },
): Promise<{ code: string; txCode: string }> {
  const { applied, maker, checker, answer, exceptions = [] } = options;
  const caseId = applied.applicationId;
  const draft = { assessment: { ...ASSESSMENT, exceptions } };
  const answers = [
    await propose(maker, { caseId, answer, draft }),
    await checker.decide(caseId, { action: 'approve' }),
  ];
  for (const { status, body } of answers) if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return readOpenOffer(host, { applied, staff: checker });
}

/** One person proposes a measure and another confirms it. */
export async function takeMeasure(options: {
  caseId: string;
  measure: string;
  maker: TestStaff;
  checker: TestStaff;
}): Promise<Answer> {
  const { caseId, measure, maker, checker } = options;
  const proposed = await maker.decide(caseId, { action: 'propose_measure', measure, reason: 'As the file shows' });
  return proposed.status === 200 ? checker.decide(caseId, { action: 'confirm_measure' }) : proposed;
}

/** The code from the offer document and the transaction code from the applicant's page. */
export async function readOpenOffer(
  host: TestIssuer,
  options: { applied: Applied; staff: TestStaff },
): Promise<{ code: string; txCode: string }> {
  const detail = await options.staff.get(`/cases/${options.applied.applicationId}`);
  const { offerUri } = detail.body.offer as { offerUri: string };
  const offer = await ask(offerUri);
  const grants = offer.body.grants as Record<string, Record<string, string>>;
  const status = await readApplication(host, options.applied);
  return {
    code: Object.values(grants)[0]?.['pre-authorized_code'] ?? '',
    txCode: String(status.body.transactionCode),
  };
}
